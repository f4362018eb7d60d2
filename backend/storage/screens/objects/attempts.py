"""What was tried for one object, and what of it explains how it stands."""

from collections.abc import Sequence

import msgspec

from backend.domain.pushes.found import Difference, concealed
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from backend.storage.postgres.database import Record, query, query_one
from backend.storage.screens.objects.tried import MOST
from backend.storage.screens.values import AttemptLine, ExchangeLine, GridRow

_WRITES = frozenset({"create", "update"})
_AT_FAULT = frozenset({ErrorClass.CONNECTION, ErrorClass.THROTTLE, ErrorClass.BUSY})  # a communication error


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The third party's own words about how the object stands now."""

    raw: str = ""
    codes: tuple[str, ...] = ()
    support_id: str = ""


async def attempts(id_: int) -> Sequence[Record]:
    """Newest first; the latest only."""
    return await query("screen_attempts", id=id_, most=MOST)


def line(record: Record) -> AttemptLine:
    return AttemptLine(
        at=record["intended_at"],
        operation=record["operation"],
        version=record["version"],
        level=record["level"],
        outcome=_outcome(record),
        sentence=record["sentence"],
        raw=record["raw"],
        codes=tuple(record["codes"]),
        support_id=record["support_id"],
        seconds=record["seconds"],
        key=record["key"],
        by=record["by"],
        differences=tuple(map(concealed, msgspec.json.decode(record["differences"], type=tuple[Difference, ...]))),
        exchange=record["exchange"],
        forgotten=record["forgotten"],
    )


async def exchange(id_: int, number: int) -> ExchangeLine | None:
    """None: no attempt at this object has one of this number."""
    found = await query_one("screen_exchange", id=id_, exchange=number)
    return ExchangeLine(**dict(found)) if found else None


def _outcome(record: Record) -> str | None:
    """None: it is on its way."""
    if record["acknowledged"]:
        return "acknowledged"
    outcome: str | None = "unknown" if record["unknown"] else record["outcome"]
    return outcome


def told(row: GridRow, tried: Sequence[Record]) -> Told:
    """Of the last write, if it was of this version and the object is not through with it."""
    last = _last_write(tried)
    over = row.status not in (Status.ERROR, Status.PENDING)
    if last is None or over or last["version"] != row.version or last["outcome"] == "applied":
        return Told()
    return Told(raw=last["raw"], codes=tuple(last["codes"]), support_id=last["support_id"])


def met_trouble(row: GridRow, tried: Sequence[Record]) -> bool:
    """Whether it is queued because its last attempt met a communication error."""
    if row.status is not Status.PENDING or row.phase is not Phase.IDLE:
        return False
    last = _last_write(tried)
    return last is not None and last["outcome"] == "not_applied" and last["error_class"] in _AT_FAULT


def was_last_absent(tried: Sequence[Record]) -> bool:
    """Whether the last thing known of it is a look that saw nothing."""
    return bool(tried) and (tried[0]["operation"], tried[0]["outcome"]) == ("look", "absent")


def _last_write(tried: Sequence[Record]) -> Record | None:
    return next((one for one in tried if one["operation"] in _WRITES), None)


def strangers(row: GridRow, tried: Sequence[Record]) -> tuple[RemoteRef, ...]:
    """The records that the last look left to a person, without those that other objects of ours have."""
    last = next((one for one in tried if one["operation"] == "look"), None)
    if row.park not in RESOLVE_FIRST or last is None:
        return ()
    seen = msgspec.json.decode(last["records"], type=tuple[RemoteRef, ...])
    return tuple(one for one in seen if one.id not in last["taken"])


def compared(row: GridRow, tried: Sequence[AttemptLine]) -> tuple[Difference, ...]:
    """What the last look saw in a record that is not ours."""
    last = next((one for one in tried if one.operation == "look"), None)
    return last.differences if last is not None and row.park is Park.FOREIGN else ()
