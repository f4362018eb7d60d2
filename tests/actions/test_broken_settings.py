"""Stored settings that nobody can read any more stop their own integration, and no other."""

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from backend.actions.blamed_fields import blamed_fields
from backend.actions.instances.end_restoration import end_restoration
from backend.actions.line.mend_line import mend_line
from backend.actions.line.release_integration import release_integration
from backend.actions.preview_push import preview_push
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.request_retry import request_retry
from backend.actions.tend import tend
from backend.domain.ingest.receiving import Receipt
from backend.domain.line.standing import Stands
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import slots
from tests.actions.make import configure, department, let_time_pass, row_of, standing
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses

pytestmark = pytest.mark.anyio

SPOILS = {
    "config = '{\"company\": 7}'": "Its settings cannot be used: config.company: expected",
    "connector = 'of_old'": "There is no connector 'of_old'",
}


async def _phases(integration: int) -> set[str]:
    return {row["phase"] for row in await rows(integration)}


@pytest.mark.parametrize("spoil", SPOILS)
async def test_one_that_is_broken_says_so_and_the_leases_of_the_others_end(runtime: Runtime, spoil: str) -> None:
    broken, sound = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, department())
    for integration in (broken, sound):
        await press(runtime, integration)
        await (await Worker.at(runtime, integration)).claim()
    await sql(f"UPDATE integration SET {spoil} WHERE id = $1", broken)
    await let_time_pass()

    with capture_logs() as logs:
        await tend(runtime)

    assert (await _phases(broken), await _phases(sound)) == ({"claimed"}, {"idle"})
    (said,) = await sql("SELECT trouble FROM integration WHERE id = $1", broken)
    assert said["trouble"].startswith(SPOILS[spoil])
    assert [one["integration_id"] for one in logs if one["event"] == "integration.broken"] == [broken]


@pytest.mark.parametrize("spoil", SPOILS)
async def test_people_are_told_so_and_not_that_the_line_is_down(runtime: Runtime, spoil: str) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    (sound,) = await sql("SELECT connector, config FROM integration")
    await sql(f"UPDATE integration SET {spoil}")
    for _ in range(2):  # a try now and then changes nothing
        await sql("""UPDATE integration SET breaker = breaker || '{"probe_at": "2000-01-01T00:00:00Z"}'
                     WHERE breaker ? 'probe_at'""")
        await drain(runtime, integration)

        told = await standing(integration)
        assert (told.stands, told.why.startswith(SPOILS[spoil])) == (Stands.BROKEN, True)
        assert told.told.startswith("Nothing can be sent since ")
        assert await slots.due() == [], "nobody tries it again and again"
    found = await integrations.read(integration)
    assert found is not None
    (row,) = await rows(integration)
    assert await check_now(runtime, found, row["id"], by="Ada")
    assert await request_retry(runtime, found, [row["id"]], by="Ada")

    await sql("UPDATE integration SET connector = $1, config = $2", *sound)
    await mend_line(integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_secrets_that_cannot_be_opened_are_no_refused_sign_in(runtime: Runtime) -> None:
    """F64: the installation's secret was changed."""
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    before, runtime.settings = runtime.settings, replace(runtime.settings, secret=b"another secret, 32 bytes long...")

    await drain(runtime, integration)

    told = await standing(integration)
    assert (told.stands, "was sealed with another SYNCLINE_SECRET. Enter it again" in told.told) == (
        Stands.BROKEN,
        True,
    )
    assert await sql("SELECT FROM attempt") == []
    assert (await row_of(integration, "D1"))["crash_count"] == 0
    await configure(runtime, integration, secrets={"password": "loopback"})
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert before.secret != runtime.settings.secret


@pytest.mark.parametrize("spoil", SPOILS)
async def test_what_ends_a_restoration_names_what_is_wrong_with_the_settings(runtime: Runtime, spoil: str) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await sql("UPDATE integration SET restoring_below = 1000, restored_at = now(), held_reason = 'It was put back'")
    await sql(f"UPDATE integration SET {spoil}")
    await tend(runtime)

    release = await release_integration(runtime, integration, by="Ada", role=Role.ADMIN)
    await sql("UPDATE integration SET held_reason = NULL, restoring_below = NULL")
    found = await integrations.read(integration)
    assert found is not None
    end = await end_restoration(runtime, found, by="Ada")

    assert isinstance(release, Problem)
    assert release.sentence.startswith(f"After the restoration its objects cannot be marked. {SPOILS[spoil]}")
    assert isinstance(end, Problem)
    assert end.sentence.startswith(SPOILS[spoil])


async def test_without_its_connector_versions_are_taken_in_all_the_same(runtime: Runtime) -> None:
    """What is new is bound once the connector is back; nothing of what others are sent waits for it."""
    broken, sound = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, broken)
    await drain(runtime, broken)
    await sql("UPDATE integration SET connector = 'of_old' WHERE id = $1", broken)

    answers = await receive(runtime, department(name="Other"), department("D2"))
    await tend(runtime)

    assert [one.receipt for one in answers] == [Receipt.CREATED] * 2
    assert await statuses(broken) == {"D1": "desynchronized"}
    assert (await standing(broken)).why.startswith(SPOILS["connector = 'of_old'"])
    assert await statuses(sound) == {"D1": "not_integrated", "D2": "not_integrated"}

    await sql("UPDATE integration SET connector = 'loopback' WHERE id = $1", broken)
    await tend(runtime)
    assert await statuses(broken) == {"D1": "desynchronized", "D2": "not_integrated"}
    (row,) = await sql("SELECT backfilled_at FROM integration WHERE id = $1", broken)
    assert row["backfilled_at"] is not None


async def test_a_restoration_marks_the_others(runtime: Runtime) -> None:
    broken, sound = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, department())
    await sql("UPDATE binding SET linked = true")
    await sql("UPDATE integration SET restoring_below = 1000, restored_at = now(), held_reason = 'It was put back'")
    await sql("""UPDATE integration SET config = '{"company": 7}' WHERE id = $1""", broken)

    await tend(runtime)

    assert (await _phases(broken), await _phases(sound)) == ({"idle"}, {"confirming"})
    (row,) = await sql("SELECT restoring_below FROM integration WHERE id = $1", broken)
    assert row["restoring_below"] is not None, "it stays held until somebody mends it"


async def test_what_would_be_sent_says_why_nothing_can_be(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await sql(f"UPDATE integration SET {next(iter(SPOILS))} WHERE id = $1", integration)
    (row,) = await rows(integration)

    preview = await preview_push(runtime, integration, row["id"])

    assert preview.refused.startswith(next(iter(SPOILS.values())))
    assert await blamed_fields(runtime, integration, row["id"]) == frozenset()
