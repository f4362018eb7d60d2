"""Troubles from when they are seen until they are over, and the rows that tell of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from backend.domain.notifications.messages import MOST_COUNTED, Message
from backend.domain.notifications.troubles import QUIET, SETTLE, Event, Trouble
from backend.storage.postgres.database import Record, query, query_one


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    event: Event
    cause: int
    since: datetime
    at: datetime  # of the telling, or of its end
    told: bool = True


class ToldCause(msgspec.Struct, frozen=True, kw_only=True):
    sentence: str
    next_step: str
    count: int


async def alone(integration: int) -> bool:
    """Whether nobody else notes what happens there until the end of the transaction."""
    row = await query_one("alone_with_episodes", integration=integration)
    return bool(row and row["alone"])


async def still_open(integration: int) -> list[tuple[Event, int]]:
    """(event, number of its cause)."""
    return [(Event(row["event"]), row["cause"]) for row in await query("open_episodes", integration=integration)]


async def standing_causes(integration: int) -> list[int]:
    return [row["id"] for row in await query("standing_causes", integration=integration)]


async def told_causes(integration: int, numbers: Sequence[int]) -> Mapping[int, ToldCause]:
    rows = await query("causes_to_tell", integration=integration, ids=list(numbers), most=MOST_COUNTED)
    return {row["id"]: ToldCause(**{name: row[name] for name in ToldCause.__struct_fields__}) for row in rows}


async def note(integration: int, standing: Sequence[Trouble]) -> None:
    """What is not among these is gone, for the moment."""
    await query(
        "note_episodes",
        integration=integration,
        event=[one.event for one in standing],
        cause=[one.cause for one in standing],
        since=[one.since for one in standing],
    )


async def to_tell(integration: int, *, down: timedelta) -> list[Episode]:
    """Each once. `down`: how long a connection must be down."""
    rows = await query("episodes_to_tell", integration=integration, down=down, quiet=QUIET)
    return [_episode(row) for row in rows]


async def ended(integration: int) -> list[Episode]:
    """Each once."""
    return [_episode(row) for row in await query("end_episodes", integration=integration, settle=SETTLE)]


def _episode(row: Record) -> Episode:
    return Episode(**{**dict(row), "event": Event(row["event"])})


async def tell_begun(integration: int, messages: Sequence[tuple[int, Message]]) -> None:
    """(episode, what is told of it)."""
    await query("tell_begun", integration=integration, **_columns(messages))


async def tell_over(messages: Sequence[tuple[int, Message]]) -> None:
    await query("tell_over", **_columns(messages))


def _columns(messages: Sequence[tuple[int, Message]]) -> dict[str, list[object]]:
    return {
        "episode": [episode for episode, _ in messages],
        "event": [message.type for _, message in messages],
        "content": [msgspec.json.encode(message).decode() for _, message in messages],
    }
