"""What breaks in us before the wire costs no innocent object anything, and does not go round for ever."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from backend.actions.line.mend_line import mend_line
from backend.actions.tend import tend
from backend.connectors.loopback.connector import Loopback, LoopbackConfig, LoopbackRemote
from backend.domain.line.pacing import Pacing
from backend.domain.line.standing import Stands
from backend.domain.objects import Version
from backend.domain.protocol.times import LINE_PAUSE, Times
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.push import Push, Rendered
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.protocol import slots
from tests.actions.faults import OBJECTS, id_of, pressed, refuse
from tests.actions.make import attempts_of, come_to_rest, configure, let_time_pass, row_of, standing, written
from tests.actions.remotes import Remotely, with_connector
from tests.factories import drain, press, rows, sql, statuses

pytestmark = pytest.mark.anyio

LONG_AGO = datetime(2024, 2, 29, tzinfo=UTC)
PROCESSING = timedelta(seconds=50)


class Brittle(Loopback):
    def render(self, version: Version, **given: Any) -> Rendered:
        if version.ref.key == "BAD":
            raise RuntimeError("a bug")
        return super().render(version, **given)


class NeverOpens(Loopback):
    def open(self, *_given: Any) -> AbstractAsyncContextManager[LoopbackRemote]:
        raise TypeError("a bug")


class Nameless(Loopback):
    def company(self, _config: LoopbackConfig) -> Mapping[str, str]:
        raise KeyError("a bug")


class Breaks(LoopbackRemote):
    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        await super().push(batch)
        raise TypeError("a bug")


class BreaksInCalls(Remotely):
    def __init__(self) -> None:
        super().__init__(Breaks)

    def promises(self, config: LoopbackConfig) -> Promises:
        return msgspec.structs.replace(super().promises(config), longest_processing=PROCESSING)


async def test_what_we_cannot_build_is_an_error_of_its_own_and_its_neighbours_are_sent(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS)
    with_connector(runtime, Brittle())

    await drain(runtime, integration)

    assert await statuses(integration) == {"BAD": "error", "D1": "success", "D2": "success"}
    bad = await row_of(integration, "BAD")
    assert bad["message"] == "Its request could not be built, by a fault of ours (RuntimeError: a bug)"
    assert [row["crash_count"] for row in await rows(integration)] == [0, 0, 0]
    assert await attempts_of(integration, "BAD") == []
    assert [one["sentence"] for one in await sql("SELECT sentence FROM cause")] == [
        "Its request could not be built, which is a fault of ours"
    ]
    assert await slots.due() == [], "not tried again by itself"

    with_connector(runtime, Loopback())
    await press(runtime, integration, "BAD", verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    assert await statuses(integration) == dict.fromkeys(OBJECTS, "success")


@pytest.mark.parametrize("broken", [NeverOpens, Nameless])
async def test_what_is_no_objects_fault_opens_the_breaker_and_is_borne_by_none(
    runtime: Runtime, broken: type[Loopback]
) -> None:
    integration = await pressed(runtime, *OBJECTS)
    whole, runtime.connectors = runtime.connectors, {"loopback": broken()}
    for failures in range(1, 7):
        await drain(runtime, integration)
        assert await slots.due() == [(integration, 2)] if failures < 6 else await slots.due() == [], "it rests"
        await sql("UPDATE slot SET lease_until = NULL")
    (line,) = await sql("SELECT breaker ->> 'why' AS why FROM integration")
    assert line["why"].startswith("A fault of Syncline, not of the third party (")
    assert {(row["status"], row["crash_count"], row["lease_until"]) for row in await rows(integration)} == {
        ("pending", 0, None)
    }
    assert await sql("SELECT FROM attempt") == []

    runtime.connectors = whole
    await mend_line(integration)
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == dict.fromkeys(OBJECTS, "success")


async def test_people_are_told_that_it_is_no_fault_of_the_line_and_who_can_mend_it(runtime: Runtime) -> None:
    integration = await pressed(runtime, "D1")
    whole, runtime.connectors = runtime.connectors, {"loopback": NeverOpens()}
    for _ in range(6):  # before its breaker opens, and then
        await drain(runtime, integration)
        await sql("UPDATE slot SET lease_until = NULL")
        told = await standing(integration)
        assert (told.stands, told.stops) == (Stands.BROKEN, True)
        assert told.told.startswith("Nothing can be sent since ")
        assert told.why.endswith("(TypeError: a bug). Report these words: an update of Syncline mends it")
    assert told.next_at is not None, "it is tried again by itself"

    runtime.connectors = whole
    await mend_line(integration)
    await come_to_rest(runtime, integration)
    assert (await standing(integration)).ok


async def test_a_look_that_is_no_objects_fault_is_given_back_and_told_too(runtime: Runtime) -> None:
    integration = await pressed(runtime, "D1", config={"broken": True})
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    await let_time_pass()
    whole, runtime.connectors = runtime.connectors, {"loopback": Nameless()}
    await drain(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["phase"], row["lease_until"]) == ("confirming", None)
    assert (await sql("SELECT trouble FROM integration"))[0]["trouble"].startswith("A fault of Syncline, not of the")

    runtime.connectors = whole
    await mend_line(integration)
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_a_statement_that_fails_before_anything_is_claimed_opens_the_breaker(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS)
    await sql("ALTER TABLE edge RENAME TO lost")
    for _ in range(6):
        await drain(runtime, integration)
        await sql("UPDATE slot SET lease_until = NULL")
    (line,) = await sql("SELECT breaker ->> 'why' AS why FROM integration")
    assert line["why"].startswith("A fault of Syncline, not of the third party (UndefinedTableError")
    assert {(row["phase"], row["want"], row["crash_count"]) for row in await rows(integration)} == {("idle", True, 0)}


async def test_what_the_database_refuses_of_one_object_parks_that_one_alone(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS)
    await refuse(await id_of(integration, "BAD"), "INSERT", "true")

    for _ in range(7):
        with suppress(asyncpg.CheckViolationError):
            await drain(runtime, integration)
        await let_time_pass()
        await tend(runtime)

    assert await statuses(integration) == {"BAD": "error", "D1": "success", "D2": "success"}
    assert (await row_of(integration, "BAD"))["park"] == "crashed"
    assert await written(integration) == {"D1": 1, "D2": 1}


async def test_a_call_that_breaks_takes_nobody_along_who_was_claimed_meanwhile(runtime: Runtime) -> None:
    integration = await pressed(runtime, "D1", "D2", batch_size=1, config={"latency_seconds": 0.5})
    with_connector(runtime, BreaksInCalls())
    await drain(runtime, integration)
    waits = await row_of(integration, "D2")
    assert (waits["phase"], waits["want"], waits["crash_count"], waits["lease_until"]) == ("idle", True, 0, None)
    assert (await row_of(integration, "D1"))["phase"] == "sent"


async def test_a_call_that_breaks_lets_its_connection_rest_and_is_told(runtime: Runtime) -> None:
    """What it sent may still be carried out there."""
    integration = await pressed(runtime, "D1", "D2", batch_size=1)
    with_connector(runtime, BreaksInCalls())
    await drain(runtime, integration)

    assert await slots.take(integration, 1, timedelta(seconds=1)) is None, "its connection rests"
    rest = Times.of(BreaksInCalls().promises(LoopbackConfig())).rest
    (slot,) = await sql("SELECT lease_until - clock_timestamp() AS left FROM slot")
    assert min(LINE_PAUSE, rest) < slot["left"] <= rest == PROCESSING, "longer than after other failures"
    told = await standing(integration)
    assert (told.stands, told.why.startswith("A fault of Syncline")) == (Stands.BROKEN, True)
    (line,) = await sql("SELECT breaker ->> 'failures' AS failures FROM integration")
    assert line["failures"] == "1"

    with_connector(runtime, Loopback())
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success", "D2": "success"}
    assert await written(integration) == {"D1": 1, "D2": 1}


async def test_a_call_that_breaks_keeps_the_pace_that_was_asked_for(runtime: Runtime) -> None:
    integration = await pressed(runtime, "D1", "D2", batch_size=1, connections_allowed=1)
    pacing = Pacing(since=LONG_AGO, interval=200.0, not_before=LONG_AGO, slowed_at=LONG_AGO)
    await sql("UPDATE integration SET pacing = $1::jsonb", msgspec.json.encode(pacing).decode())
    with_connector(runtime, BreaksInCalls())
    await drain(runtime, integration)

    (slot,) = await sql("SELECT lease_until > clock_timestamp() + interval '100 s' AS rests FROM slot")
    assert slot["rests"]


async def test_what_the_database_refuses_of_one_answer_concludes_the_others(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS)
    await refuse(await id_of(integration, "BAD"), "UPDATE", "NEW.outcome = 'applied' AND NEW.learned_by = 'answer'")

    await drain(runtime, integration)

    assert await statuses(integration) == {"BAD": "pending", "D1": "success", "D2": "success"}
    bad = await row_of(integration, "BAD")
    assert (bad["phase"], bad["lease_until"], bad["crash_count"]) == ("confirming", None, 0)
    assert bad["message"].startswith("What was answered could not be stored, by a fault of Syncline (CheckViolation")
    assert len(await sql("SELECT FROM exchange")) == 1

    await come_to_rest(runtime, integration)
    assert await statuses(integration) == dict.fromkeys(OBJECTS, "success"), "its look finds it"
    assert await written(integration) == dict.fromkeys(OBJECTS, 1)


async def test_what_the_database_refuses_of_one_look_sets_that_one_aside(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS, config={"lose_prefix": "D"})
    await sql('UPDATE integration SET config = config || \'{"lose_prefix": "", "broken": true}\'')
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    await refuse(await id_of(integration, "BAD"), "INSERT", "NEW.operation = 'look'")
    await let_time_pass()
    await drain(runtime, integration)

    bad = await row_of(integration, "BAD")
    assert (bad["phase"], bad["lease_until"], bad["crash_count"]) == ("confirming", None, 0)
    assert bad["message"].startswith("What was answered could not be stored, by a fault of Syncline (CheckViolation")
    await sql("UPDATE binding SET next_at = clock_timestamp() WHERE want AND phase = 'idle'")
    await drain(runtime, integration)
    assert await statuses(integration) == {"BAD": "pending", "D1": "success", "D2": "success"}
    (waits,) = await sql(
        "SELECT next_at > clock_timestamp() + interval '5 minutes' AS long FROM binding WHERE id = $1", bad["id"]
    )
    assert waits["long"], "not again and again"

    await sql("DROP TRIGGER refuse ON attempt")
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == dict.fromkeys(OBJECTS, "success")


async def test_what_the_database_refuses_of_one_that_is_read_back_keeps_no_other_from_it(runtime: Runtime) -> None:
    integration = await pressed(runtime, *OBJECTS)
    await drain(runtime, integration)
    await refuse(await id_of(integration, "BAD"), "INSERT", "NEW.operation = 'look'")
    await sql("UPDATE binding SET next_at = clock_timestamp() - interval '1 second'")

    with pytest.raises(asyncpg.CheckViolationError):
        await drain(runtime, integration)

    looked = await sql(
        "SELECT o.key FROM attempt a JOIN binding b ON b.id = a.binding JOIN object o ON o.id = b.object "
        "WHERE a.operation = 'look' ORDER BY o.key"
    )
    assert [row["key"] for row in looked] == ["D1", "D2"]
