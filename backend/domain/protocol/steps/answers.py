"""What an answer, at once or later, or its absence, makes of a row: T26–T31, T44."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.events import Answered, Delivered
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import parked, queued, synced
from backend.domain.protocol.times import FIRST_LOOK, LINE_PAUSE, MOST_TRIES, SETUP_PAUSE, Times, back_off
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.sentence import kept
from backend.domain.status import Park, Phase


def answered(row: Row, event: Answered, now: datetime) -> Decision:
    if not is_awaited(row, event):
        return Decision(row)  # T33: a late answer stays in the attempt
    return _told(row, event, now)


def delivered(row: Row, event: Delivered, now: datetime) -> Decision:
    """T44: as if it had come at once. What cannot be understood leaves the row to its look.

    Who looks meanwhile loses the row: what it saw is older than the answer.
    """
    if not is_awaited(row, event):
        return Decision(row)
    if event.outcome.is_unclear:
        return Decision(row, event.outcome.sentence)
    looks = row.lease_until is not None
    return _told(replace(row, fence=row.fence + looks, lease_until=None), event, now)


def is_awaited(row: Row, event: Answered | Delivered) -> bool:
    """Whether it decides; else it is only written down."""
    phase = Phase.SENT if isinstance(event, Answered) else Phase.CONFIRMING
    return row.phase is phase and row.open_attempt == event.intent.attempt


def _told(row: Row, event: Answered | Delivered, now: datetime) -> Decision:
    match event.outcome.result:
        case Result.APPLIED:
            return Decision(synced(row, event.intent.version, event.intent.hash, now), "")
        case Result.REJECTED:
            return _rejected(row, event, now)
        case Result.NOT_APPLIED:
            return _not_applied(row, event.outcome, now)
        case Result.ACKNOWLEDGED:
            return Decision(_acknowledged(row, event.times, now), event.outcome.sentence)
        case Result.UNKNOWN if event.outcome.error_class is ErrorClass.DUPLICATE:
            # Something is there already, but a look may see it only after the lag: nothing else is concluded before.
            row = replace(_confirming(row, now), quarantine_until=now + event.times.lag)
            return Decision(row, event.outcome.sentence)
        case Result.UNKNOWN:
            return Decision(unknown(row, event.times, now), event.outcome.sentence)


def _acknowledged(row: Row, times: Times, now: datetime) -> Row:
    """The answer comes by itself. Without one a look decides, once a late execution is out of the question."""
    until = max(row.quarantine_until or now, now + times.answer)
    return replace(_confirming(row, until), quarantine_until=until)


def _rejected(row: Row, event: Answered | Delivered, now: datetime) -> Decision:
    """T27. What was plainly refused gets a new key: its object is not locked out once the cause is mended."""
    spent = not row.epoch_unknown and event.outcome.remote is None
    row = _free(replace(row, create_epoch=row.create_epoch + 1), event.outcome) if spent else row
    if row.desired_version > event.intent.version:
        return Decision(queued(row, now), event.outcome.sentence)
    return Decision(parked(row, Park.ORDINARY), event.outcome.sentence)


def _not_applied(row: Row, outcome: Outcome, now: datetime) -> Decision:
    """T28: the integration's faults spend no try. T29, T31: a busy record does."""
    row = _free(row, outcome)
    if outcome.error_class is not ErrorClass.BUSY:
        pause = SETUP_PAUSE if outcome.error_class is ErrorClass.SETUP else LINE_PAUSE
        return Decision(queued(row, now + (outcome.retry_after or pause)), outcome.sentence)
    row = replace(row, fail_count=row.fail_count + 1)
    if row.fail_count >= MOST_TRIES:
        return Decision(parked(row, Park.EXHAUSTED), _tried(outcome.sentence))
    return Decision(queued(row, now + (outcome.retry_after or back_off(row.fail_count))), outcome.sentence)


def _free(row: Row, outcome: Outcome) -> Row:
    """Nothing of a document is anywhere: it goes where the settings, or a newer version's entity, say by then."""
    somewhere = row.linked or row.epoch_unknown or outcome.remote is not None
    return row if somewhere or row.category is Category.MASTER_DATA else replace(row, level=None)


def _tried(why: str) -> str:
    return kept("Tried %(num)s times: %(why)s", num=MOST_TRIES, why=why)


def unknown(row: Row, times: Times, now: datetime) -> Row:
    """T30, T32: nothing is sent again before a late execution is out of the question, and only a look decides.

    What a create made is mostly there already: an early look may find it. Of an update an early look proves nothing.
    The call was made under the settings of its intent. Newer ones may prolong the quarantine, and never shorten it.
    Twice in a row makes it a suspect, which is sent alone: one such try counts, however often it happens.
    """
    assert row.lease_until is not None
    assert row.quarantine_until is not None
    until = max(row.quarantine_until, row.lease_until - times.lease + times.quarantine)
    fails = max(row.fail_count, 1) if row.epoch_unknown else row.fail_count
    first = until if row.linked else min(until, now + min(FIRST_LOOK, times.call))
    return replace(_confirming(row, first), epoch_unknown=True, quarantine_until=until, fail_count=fails)


def _confirming(row: Row, at: datetime) -> Row:
    return replace(row, phase=Phase.CONFIRMING, lease_until=None, next_at=at, quarantine_until=None)
