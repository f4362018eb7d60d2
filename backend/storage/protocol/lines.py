"""What all workers know of the line to a third party, under the lock of its integration."""

from datetime import datetime

import msgspec

from backend.domain.line.breaker import Breaker
from backend.domain.line.pacing import Pacing
from backend.domain.line.state import LineState
from backend.domain.roles import Role
from backend.storage.postgres.database import Record, query, query_one


class Locked(msgspec.Struct, frozen=True):
    """Until the transaction ends."""

    state: LineState
    allowed: int  # connections
    now: datetime  # the database's time


async def lock(integration: int) -> Locked:
    row = await query_one("lock_line", id=integration)
    assert row is not None
    return Locked(state_of(row), row["connections_allowed"], row["now"])


def state_of(row: Record) -> LineState:
    """From a row with both columns."""
    breaker = msgspec.json.decode(row["breaker"], type=Breaker)
    return LineState(breaker, msgspec.json.decode(row["pacing"], type=Pacing))


async def write(integration: int, state: LineState, *, tell: bool) -> None:
    """`tell`: every screen of the integration is drawn anew."""
    breaker, pacing = (msgspec.json.encode(one).decode() for one in (state.breaker, state.pacing))
    await query("write_line", id=integration, breaker=breaker, pacing=pacing, tell=tell)


async def forget_trouble(integration: int) -> None:
    await query("forget_trouble", id=integration)


async def to_resume() -> list[int]:
    """Integrations whose line was restored, or mended, since it was last asked."""
    return [row["id"] for row in await query("lines_to_resume")]


async def waiting(integration: int, most: int) -> list[int]:
    """Rows that wait for a later try because of the line."""
    return [row["id"] for row in await query("waiting_for_line", integration=integration, most=most)]


async def hold(integration: int, reason: str, *, by: str, release_needs: Role) -> None:
    await query("hold_line", id=integration, reason=reason, by=by, release_needs=release_needs.value)


async def release(integration: int) -> None:
    await query("release_line", id=integration)
