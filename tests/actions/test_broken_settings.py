"""Stored settings that nobody can read any more stop their own integration, and no other."""

import pytest
from structlog.testing import capture_logs

from backend.actions.tend import tend
from backend.runtime import Runtime
from tests.actions.make import department, let_time_pass
from tests.actions.test_crashes import Worker
from tests.factories import make_integration, press, receive, rows, sql

pytestmark = pytest.mark.anyio

SPOILS = {
    "config = '{\"company\": 7}'": "Its settings cannot be used: Expected `str`, got `int` - at `$.company`",
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
