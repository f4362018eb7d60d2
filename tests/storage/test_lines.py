"""What a line's state allows, in SQL as in Python, and for several workers at once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import msgspec
import pytest

from backend.domain.line.breaker import Breaker, slots_now
from backend.domain.line.pacing import Pacing, may_call_at
from backend.domain.line.state import LineState
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import lines, slots
from backend.storage.protocol.slots import Taken
from tests.factories import make_envelope as envelope
from tests.factories import make_integration, press, receive, sql

pytestmark = pytest.mark.anyio
MINUTE = timedelta(minutes=1)
NOW = datetime.now(UTC)
AGO, SOON = NOW - timedelta(days=1), NOW + timedelta(days=1)
PROBING, WAITING = Breaker(open_since=AGO, probe_at=AGO), Breaker(open_since=AGO, probe_at=SOON)
RAMPING = Breaker(open_since=AGO, slots=2, double_at=SOON)


@pytest.mark.usefixtures("runtime")
async def test_sql_and_python_allow_the_same_connections() -> None:
    breakers = [Breaker(), Breaker(failures=3), Breaker(resume=True), PROBING, WAITING, RAMPING]
    for breaker, allowed, now in product(breakers, (1, 2, 8), (AGO - MINUTE, AGO, NOW, SOON)):
        text = msgspec.json.encode(breaker).decode()
        (row,) = await sql("SELECT slots_now($1::text::jsonb, $2, $3) AS n", text, allowed, now)
        assert row["n"] == slots_now(breaker, allowed, now), (breaker, allowed, now)


@pytest.mark.usefixtures("runtime")
async def test_sql_and_python_keep_the_same_pace() -> None:
    paces = [
        Pacing(),
        Pacing(since=AGO, interval=0.5, not_before=NOW),
        Pacing(since=AGO, interval=12 * 3600, not_before=AGO),
    ]
    for pacing, number, now in product(paces, (1, 2, 3), (AGO, NOW, NOW + timedelta(seconds=0.5), SOON)):
        text = msgspec.json.encode(pacing).decode()
        (row,) = await sql("SELECT in_pace($1::text::jsonb, $2, $3) AS yes", text, number, now)
        at = may_call_at(pacing, number)
        assert row["yes"] == (at is None or at <= now), (pacing, number, now)


async def _line(runtime: Runtime, state: LineState) -> int:
    """Of an integration with something to do."""
    number = await make_integration(runtime, connections_allowed=4)
    await receive(runtime, envelope())
    await press(runtime, number)
    await lines.write(number, state, tell=False)
    return number


async def _taken(integration: int, numbers: Sequence[int]) -> list[Taken]:
    found = await asyncio.gather(*(slots.take(integration, number, MINUTE) for number in numbers))
    return [one for one in found if one is not None]


async def test_of_many_workers_one_gets_the_probe_of_an_open_line(runtime: Runtime) -> None:
    number = await _line(runtime, LineState(PROBING))
    assert await slots.due() == [(number, 1)]

    taken = await _taken(number, [1, 2, 3, 4] * 4)

    assert [one.probe for one in taken] == [True]
    assert await slots.due() == []


async def test_nobody_rings_or_takes_before_the_time_of_a_probe(runtime: Runtime) -> None:
    number = await _line(runtime, LineState(WAITING))

    assert await slots.due() == []
    assert await _taken(number, [1, 2, 3, 4]) == []


async def test_of_a_line_that_returns_only_so_many_connections_are_used(runtime: Runtime) -> None:
    number = await _line(runtime, LineState(RAMPING))
    assert await slots.due() == [(number, 1), (number, 2)]

    assert [one.probe for one in await _taken(number, [1, 2, 3, 4] * 2)] == [False, False]


async def test_after_a_throttle_the_connections_begin_one_after_the_other(runtime: Runtime) -> None:
    pacing = Pacing(since=AGO, interval=12 * 3600, not_before=AGO)
    number = await _line(runtime, LineState(pacing=pacing))

    assert await slots.due() == [(number, 1), (number, 2), (number, 3)]
    assert len(await _taken(number, [1, 2, 3, 4])) == 3


@pytest.mark.parametrize(
    ("state", "probe", "kept"),
    [
        (LineState(), False, True),
        (LineState(RAMPING), False, True),
        (LineState(PROBING), False, False),
        (LineState(PROBING), True, True),
        (LineState(WAITING), True, False),
        (LineState(pacing=Pacing(since=AGO, interval=1, not_before=SOON)), False, False),
        (LineState(pacing=Pacing(since=AGO, interval=1, not_before=AGO)), False, True),
    ],
)
async def test_who_holds_a_connection_stops_when_its_line_closes(
    runtime: Runtime, state: LineState, probe: bool, kept: bool
) -> None:
    number = await _line(runtime, LineState())
    taken, integration = await slots.take(number, 1, MINUTE), await integrations.read(number)
    assert taken is not None
    assert integration is not None

    await lines.write(number, state, tell=False)

    assert bool(await slots.keep(integration, 1, taken.fence, MINUTE, probe=probe)) is kept
    assert await slots.keep(integration, 1, taken.fence, MINUTE, only_asks=True)


async def test_who_lost_a_connection_neither_keeps_nor_frees_it(runtime: Runtime) -> None:
    number = await _line(runtime, LineState())
    lost, integration = await slots.take(number, 1, timedelta(0)), await integrations.read(number)
    theirs = await slots.take(number, 1, MINUTE)
    assert lost is not None
    assert theirs is not None
    assert integration is not None

    assert not await slots.keep(integration, 1, lost.fence, MINUTE)
    await slots.free(number, 1, lost.fence, rest=timedelta(0))

    assert await slots.take(number, 1, MINUTE) is None, "a second call over one connection"
    assert await slots.keep(integration, 1, theirs.fence, MINUTE)


async def test_a_held_integration_may_only_be_asked(runtime: Runtime) -> None:
    number = await _line(runtime, LineState())
    await lines.hold(number, "Month end", by="Ada", release_needs=Role.OPERATOR)

    assert await _taken(number, [1]) == []
    assert await slots.due() == []
    assert await slots.take(number, 1, MINUTE, only_asks=True)
