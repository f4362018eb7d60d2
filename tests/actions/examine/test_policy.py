"""A transport policy is tried, too: whether it is known, and whether its answers find the way to us."""

import pytest

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.integrations.findings import About, Finding
from backend.domain.pushes.advice import Who
from tests.actions.examine.office import Office
from tests.actions.examine.test_third_party import ALL

pytestmark = pytest.mark.anyio


async def _later(office: Office) -> list[Finding]:
    await office.configure(config={"policy_id": "later"})
    integration = await office.integration()
    report = await examine_integration(office.runtime, integration, by="Ada", patience=0, answer_within=0.3)
    return [one for one in report.findings if one.about is About.LATER]


async def test_a_policy_that_nobody_knows_is_named_and_stops_all_kinds(office: Office) -> None:
    (found,) = await _later(office)

    assert (found.ok, found.who, found.stuck) == (False, Who.SETTINGS, ALL)
    assert "transport policy" in found.sentence


async def test_answers_that_do_not_find_the_way_are_named(office: Office) -> None:
    office.third_party.play("settings", {"policies": {"later": "http://127.0.0.1:9/"}})

    (found,) = await _later(office)

    assert found.sentence == "Sage Intacct acknowledges requests, but no answer came here within 0.3 seconds"
    assert f"/integrations/{office.number}/answers-address" in found.next_step
    assert found.stuck == ()


async def test_without_a_policy_nothing_is_said_of_answers_that_come_later(office: Office) -> None:
    assert not [one for one in (await office.examine()).findings if one.about is About.LATER]
