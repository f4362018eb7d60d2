"""The push protocol: what becomes of a row when something happens. Pure; the SQL applies it under the fence.

T1–T44 are rows of the transition table in docs/statuses.md.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.events import (
    Accepted,
    Adopted,
    Answered,
    Blocked,
    CannotLook,
    Claimed,
    Delivered,
    Event,
    GivenBack,
    Intended,
    LeaseEnded,
    LineRestored,
    LookAsked,
    LookClaimed,
    Looked,
    Pressed,
    ReadBack,
    Refused,
    Renumbered,
    Restored,
    Retried,
    SentAgain,
    Stopped,
    Unblocked,
)
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps import answers, drifting, looks, resolving, restoring, stopping
from backend.domain.protocol.steps.ends import is_only_compared, parked, queued, queued_or_crashed, settled
from backend.domain.protocol.steps.reading_back import next_read_back
from backend.domain.protocol.times import (
    BEFORE_DOCUMENTS,
    LOOK_AGAIN,
    QUIET_AT_MOST,
    RECHECK_BLOCKED,
    TRIED_APART,
)
from backend.domain.status import STAYS_PARKED, Park, Phase
from backend.domain.syncs.verbs import Verb


def decide(row: Row, event: Event, now: datetime) -> Decision:
    """`now` is the database's time. An event that cannot happen to this row changes nothing."""
    return _DECISIONS[type(event)](row, event, now)


def _accepted(row: Row, event: Accepted, now: datetime) -> Decision:
    """T6, T7, T8: a newer version never touches intent, lease or fence. Of what is only compared nobody asked for it to
    be sent: there a manual kind waits for a press."""
    row = replace(row, desired_version=event.version, desired_hash=event.hash)
    if row.phase is Phase.PARKED:
        return _parked_accepted(row, event, now)
    if row.phase is Phase.BLOCKED:  # it may need something else now
        return Decision(queued(row, min(row.wanted_at or now, now)), "")
    if row.phase is not Phase.IDLE:
        return Decision(replace(row, want=row.want or event.automatic or not is_only_compared(row)))
    if row.linked and row.synced_hash == event.hash and not row.want:
        return Decision(replace(row, synced_version=event.version), "")
    return Decision(_wanted_by_itself(row, event, now), "")


def _parked_accepted(row: Row, event: Accepted, now: datetime) -> Decision:
    if row.park in STAYS_PARKED:
        return Decision(row)
    return Decision(_wanted_by_itself(replace(row, phase=Phase.IDLE, park=None, fail_count=0), event, now), "")


def _wanted_by_itself(row: Row, event: Accepted, now: datetime) -> Row:
    """Automatic kinds wait for quiet, which newer versions restart, for a minute at most, or for once as long as it is
    where that is longer; a press is not delayed."""
    if not event.automatic:
        return row
    if row.want and row.wanted_at is None:
        return row
    since = row.wanted_at or now
    at = min(now + event.quiet, since + max(event.quiet, QUIET_AT_MOST))
    return replace(row, want=True, wanted_at=since, next_at=_in_turn(row, at))


def _pressed(row: Row, event: Pressed, now: datetime) -> Decision:
    """T9, T10, T13. Force looks before anything is sent. What took workers down stays under suspicion. While it may
    be undone nothing is sent or looked for."""
    if row.phase not in (Phase.IDLE, Phase.PARKED) or row.want:
        return Decision(row)
    crashes = min(row.crash_count, 1)
    at = _in_turn(row, now + event.undo)
    row = replace(row, park=None, fail_count=0, crash_count=crashes, wanted_at=None, next_at=at)
    if event.verb is Verb.FORCE_SYNCHRONIZE:
        return Decision(replace(row, phase=Phase.CONFIRMING, forced=True, quarantine_until=None), "")
    return Decision(replace(row, phase=Phase.IDLE, want=True), "")


def _in_turn(row: Row, at: datetime) -> datetime:
    """Of what is wanted at once master data goes first, so that few documents have to wait for it."""
    return at - BEFORE_DOCUMENTS if row.category is Category.MASTER_DATA else at


def _claimed(row: Row, event: Claimed, now: datetime) -> Decision:
    """T17; T22: what did not change is never sent. T43: only a queued row is claimed. T42: after a restoration nothing
    is made that was not looked for, nor is anything sent while requests of before may be carried out."""
    if not _is_queued(row):
        return Decision(row)
    if row.linked and row.synced_hash == row.desired_hash and not row.forced:
        row = replace(settled(row), synced_version=row.desired_version, next_at=next_read_back(now))
        return Decision(row, "")
    if event.look_from is not None and not row.linked and not row.forced:
        return restoring.looked_up_first(row, event.look_from, now)
    if event.look_from is not None and event.look_from > now:
        return restoring.waits(row, event.look_from)
    return Decision(_leased(replace(row, phase=Phase.CLAIMED, wanted_at=None), now, event.lease))


def _given_back(row: Row, event: GivenBack, now: datetime) -> Decision:
    """As if it had not been claimed; its fence stays."""
    if row.phase is Phase.CLAIMED:
        return Decision(queued(row, min(row.next_at or now, now)))
    if row.phase is Phase.CONFIRMING and row.lease_until is not None:
        return Decision(replace(row, lease_until=None, next_at=now))
    return Decision(row)


def _is_queued(row: Row) -> bool:
    return row.phase is Phase.IDLE and row.want


def _leased(row: Row, now: datetime, lease: timedelta) -> Row:
    return replace(row, fence=row.fence + 1, lease_until=now + lease)


def _blocked(row: Row, event: Blocked, now: datetime) -> Decision:
    """T18, T20. Who was parked because of an error that is mended, but not yet there, waits again."""
    waits_again = row.park is Park.BLOCKED and not event.in_error
    if not (_is_queued(row) or row.phase is Phase.BLOCKED or waits_again):
        return Decision(row)
    if event.in_error:
        return Decision(parked(row, Park.BLOCKED), event.waits_for)
    since = row.wanted_at or row.next_at
    row = replace(row, phase=Phase.BLOCKED, park=None, want=False, wanted_at=since, next_at=now + RECHECK_BLOCKED)
    return Decision(replace(row, lease_until=None), event.waits_for)


def _unblocked(row: Row, event: Unblocked, now: datetime) -> Decision:
    """T19, and what T20 parked. Who waited does not lose its turn."""
    if row.phase is not Phase.BLOCKED and row.park is not Park.BLOCKED:
        return Decision(row)
    return Decision(queued(row, min(row.wanted_at or now, now)), "")


def _refused(row: Row, event: Refused, now: datetime) -> Decision:
    """T21: no call was made."""
    if row.phase is not Phase.CLAIMED:
        return Decision(row)
    return Decision(parked(row, Park.ORDINARY), event.sentence)


def _intended(row: Row, event: Intended, now: datetime) -> Decision:
    """T23. A newer version since the claim: nothing is sent, the row is claimed anew (T7)."""
    if row.phase is not Phase.CLAIMED or row.lease_until is None or row.lease_until <= now:
        return Decision(row)
    if row.desired_version != event.version:
        return Decision(queued(row, now))
    row = replace(row, phase=Phase.SENT, want=False, open_attempt=event.attempt, level=row.level or event.level)
    ends = now + event.lease
    return Decision(replace(row, lease_until=ends, next_at=ends, quarantine_until=now + event.quarantine), "")


def _lease_ended(row: Row, event: LeaseEnded, now: datetime) -> Decision:
    """T24, T25, T32, T35. The call may have begun just before the lease ended."""
    if row.lease_until is None or row.lease_until > now:
        return Decision(row)
    crashed = replace(row, fence=row.fence + 1, lease_until=None, crash_count=min(row.crash_count + 1, 100))
    if row.phase is Phase.CLAIMED:
        return queued_or_crashed(crashed, now + _apart(crashed))
    if row.phase is Phase.SENT:
        return Decision(answers.unknown(replace(crashed, lease_until=row.lease_until), event.times, now))
    return Decision(replace(row, fence=row.fence + 1, lease_until=None, next_at=now + LOOK_AGAIN))


def _apart(row: Row) -> timedelta:
    """Of those whose worker died. Two connections would claim the same two again and again, until both are parked."""
    places = 29 if row.crash_count == 1 else 31  # other neighbours the next time
    return TRIED_APART * (row.id * 7 % places)


def _look_claimed(row: Row, event: LookClaimed, now: datetime) -> Decision:
    """T42: also who wants to know now waits, as what was sent since the backup is known to nobody here."""
    if row.phase is not Phase.CONFIRMING or row.lease_until is not None:
        return Decision(row)
    if event.look_from is not None and event.look_from > now:
        return restoring.waits(row, event.look_from)
    return Decision(_leased(row, now, event.lease))


def _line_restored(row: Row, event: LineRestored, now: datetime) -> Decision:
    """What T28 made wait. Who waits for quiet, or whose own record is busy, goes on waiting."""
    waits = _is_queued(row) and row.wanted_at is None and not row.fail_count and row.next_at is not None
    return Decision(replace(row, next_at=min(row.next_at or now, now)) if waits else row)


_DECISIONS: dict[type, Callable[[Row, Any, datetime], Decision]] = {
    Accepted: _accepted,
    Pressed: _pressed,
    Retried: resolving.retried,
    Claimed: _claimed,
    GivenBack: _given_back,
    Blocked: _blocked,
    Unblocked: _unblocked,
    Refused: _refused,
    Intended: _intended,
    Answered: answers.answered,
    Delivered: answers.delivered,
    LeaseEnded: _lease_ended,
    LookClaimed: _look_claimed,
    Looked: looks.looked,
    Adopted: resolving.adopted,
    LookAsked: resolving.look_asked,
    SentAgain: resolving.sent_again,
    Renumbered: resolving.renumbered,
    CannotLook: resolving.cannot_look,
    LineRestored: _line_restored,
    Stopped: stopping.stopped,
    Restored: restoring.restored,
    ReadBack: drifting.read_back,
}
