"""What is wrong here is said without asking the third party."""

import pytest
from msgspec.structs import replace

from backend.actions.examine.examine_integration import examine_integration
from backend.connectors.registry import CONNECTORS
from backend.domain.integrations.findings import About, Finding, Report
from backend.domain.pushes.advice import Who
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.examine.office import Office
from tests.factories import make_integration, sql

pytestmark = pytest.mark.anyio


async def examined(runtime: Runtime, integration: int) -> Report:
    found = await integrations.read(integration)
    assert found is not None
    return await examine_integration(runtime, found, by="Ada")


async def unwell(runtime: Runtime, integration: int) -> list[Finding]:
    return [one for one in (await examined(runtime, integration)).findings if not one.ok]


async def test_settings_and_secrets_that_are_missing_or_unusable_are_named_all_at_once(office: Office) -> None:
    await sql(
        """UPDATE integration SET config = '{"company_id": "demo", "user_id": "", "endpoint": "http://example.com"}',
           secrets = secrets - 'user_password'"""
    )

    found = await office.unwell()

    assert {one.sentence.partition(":")[0] for one in found} == {
        "secrets.user_password",
        "config.user_id",
        "config.sender_id",
    }
    assert {(one.about, one.who) for one in found} == {(About.SETTINGS, Who.SETTINGS)}
    assert set(found[0].stuck) == set(CONNECTORS["sage_intacct"].kinds)
    assert office.third_party.stats()["requests"] == 0


async def test_a_batch_size_that_the_third_party_does_not_take_is_named(office: Office) -> None:
    await sql("UPDATE integration SET batch_size = 500")

    assert [one.sentence for one in await office.unwell()] == [
        "batch_size: Sage Intacct takes at most 100 at once, got 500"
    ]


async def test_a_secret_that_cannot_be_opened_is_named_and_not_shown(office: Office) -> None:
    sealed = (await office.integration()).secrets["user_password"]
    office.runtime.settings = replace(office.runtime.settings, secret=b"the secret of another house, 32 b")

    found = await office.unwell()

    assert [one.sentence.split(":")[0] for one in found] == ["secrets.sender_password", "secrets.user_password"]
    assert "SYNCLINE_SECRET" in found[0].sentence
    assert sealed not in repr(found)


async def test_a_held_integration_is_asked_all_the_same_and_stays_held(office: Office) -> None:
    await sql("UPDATE integration SET held_reason = 'Month end'")

    report = await office.examine()

    (held,) = [one for one in report.findings if not one.ok]
    assert (held.about, held.sentence) == (About.HELD, "Nothing is sent, since the integration is held: Month end")
    assert [one.about for one in report.findings].count(About.SIGN_IN) == 1
    assert (await office.integration()).held_reason == "Month end"


async def test_the_loopback_is_examined_too(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    assert (await examined(runtime, integration)).ok
    hidden = await make_integration(runtime, config={"hide_kind": "customer"})
    away = await make_integration(runtime, config={"unreachable": True})

    assert [(one.level, one.kind) for one in await unwell(runtime, hidden)] == [("top", "customer")]
    assert [one.who for one in await unwell(runtime, away)] == [Who.NOBODY]
