"""The states in which a step ends."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.reading_back import first_read_back
from backend.domain.protocol.times import MOST_CRASHES
from backend.domain.sentence import kept
from backend.domain.status import Park, Phase


def settled(row: Row) -> Row:
    """Nothing is under way any more."""
    return replace(
        row,
        phase=Phase.IDLE,
        park=None,
        want=False,
        forced=False,
        next_at=None,
        wanted_at=None,
        quarantine_until=None,
        lease_until=None,
        open_attempt=None,
    )


def queued(row: Row, at: datetime) -> Row:
    """To be pushed, not before `at`."""
    return replace(settled(row), want=True, next_at=at)


def queued_or_crashed(row: Row, at: datetime) -> Decision:
    """T25: what took workers down again and again does so no more by itself."""
    if row.crash_count < MOST_CRASHES:
        return Decision(queued(row, at), "")
    sentence = kept(
        "%(num)s workers died while they worked on it. Force synchronize tries it again, alone", num=MOST_CRASHES
    )
    return Decision(parked(row, Park.CRASHED), sentence)


def parked(row: Row, park: Park) -> Row:
    return replace(settled(row), phase=Phase.PARKED, park=park)


def bound(row: Row, level: str) -> Row:
    """Its record is known, and lies at this level: updates go there, whatever the settings say later.

    Nothing is created any more, so what is unknown of a creation's key spoils no key of an update.
    """
    return replace(row, linked=True, level=row.level or level, epoch_unknown=row.epoch_unknown and row.linked)


def synced(row: Row, version: int, content: bytes, now: datetime) -> Row:
    """The third party holds this version; a newer one, or a wish that came meanwhile, follows at once."""
    follows, at = row.want or row.desired_version > version, first_read_back(row, now)
    row = replace(row, linked=True, synced_version=version, synced_hash=content, fail_count=0, crash_count=0)
    row = replace(row, epoch_unknown=False)  # the version synced is part of every later key
    return queued(row, now) if follows else replace(settled(row), next_at=at)


def is_only_compared(row: Row) -> bool:
    """Adopted, or looked up since the database was restored: nothing is in flight, and only what is wanted is sent."""
    return row.phase is Phase.CONFIRMING and row.open_attempt is None and not row.forced
