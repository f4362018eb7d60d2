"""Which row of the transition table in docs/statuses.md a step was."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backend.domain.protocol import events as e
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.answers import is_awaited
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.status import Park, Phase
from backend.domain.syncs.verbs import Verb

_PAGE = Path(__file__).parents[2] / "docs" / "statuses.md"


def rows_of_the_page() -> list[str]:
    """Number and event of each row; what it begins from, where that is not enough."""
    section = _PAGE.read_text().split("\n## The transition table\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| T")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    times = Counter((number, event) for number, _, event, *_ in cells)
    return [
        f"{number} {event}" + (f" ({start})" if times[number, event] > 1 else "") for number, start, event, *_ in cells
    ]


# What is no step of a row, or of all rows of a database at once: the file and the test that show it.
_HELD = "tests/actions/line/test_holding.py::test_what_is_held_sends_nothing_and_goes_on_when_it_is_released"
_DAY = (
    "tests/storage/screens/test_health.py::test_what_is_unknown_for_more_than_a_day_is_counted_and_written_to_the_log"
)
_RESTORED = "tests/actions/restored/test_looking_first.py::test_"
_DECIDED = "tests/domain/protocol/test_restoring.py::test_"
_BEGINS = "T42 the database was restored"
ELSEWHERE = {
    "T40 held, line down, released": _HELD,
    "T36 –": _DAY,
    f"{_BEGINS} (idle, claimed, blocked, parked: blocked, with a record)": (
        f"{_RESTORED}what_was_sent_is_pending_until_it_was_looked_up_and_then_in_step_again"
    ),
    f"{_BEGINS} (sent, confirming)": f"{_DECIDED}what_was_on_its_way_is_doubted_as_after_any_lost_answer",
    f"{_BEGINS} (claimed, without a record)": (f"{_DECIDED}nothing_that_has_a_record_or_was_sent_is_taken_for_known"),
    f"{_BEGINS} (parked, but not blocked with a record)": (
        f"{_DECIDED}an_error_stays_one_and_whoever_takes_it_up_looks_first"
    ),
    "T42 claim after a restoration (idle, wanted, without a record)": (
        f"{_RESTORED}what_was_made_after_the_backup_is_found_and_not_doubled"
    ),
    "T42 claim after a restoration (idle, wanted, with a record)": (
        f"{_DECIDED}nothing_is_sent_while_what_was_sent_since_the_backup_may_still_be_carried_out"
    ),
    "T42 look after a restoration": f"{_DECIDED}nobody_looks_before_that_however_much_he_asks_for_it",
}
# Nothing can make them happen; that they never do is asserted wherever steps are seen.
NOT_POSSIBLE = {"T43 claim"}


def transition(before: Row, event: e.Event, after: Row) -> str | None:
    """None: a step that has no row of its own, because it changes nothing that the table tells of."""
    return _BY_EVENT[type(event)](before, event, after) if type(event) in _BY_EVENT else None


def _accepted(before: Row, event: e.Accepted, after: Row) -> str:
    match before.phase:
        case Phase.PARKED:
            return "T8 newer version"
        case Phase.BLOCKED:
            return "T7 newer version (blocked)"
        case Phase.IDLE:
            return "T6 newer version"
    return "T7 newer version (claimed, sent, confirming)"


def _pressed(before: Row, event: e.Pressed, after: Row) -> str | None:
    if before == after:
        return None
    return "T13 Force" if event.verb is Verb.FORCE_SYNCHRONIZE else "T10 Synchronize"


def _claimed(before: Row, event: e.Claimed, after: Row) -> str:
    if before.phase is not Phase.IDLE or not before.want:
        return "T43 claim"
    return "T17 claim" if after.phase is Phase.CLAIMED else "T22 claim, but nothing changed"


def _blocked(before: Row, event: e.Blocked, after: Row) -> str | None:
    if after.phase is Phase.PARKED and before.phase is not Phase.PARKED:
        return "T20 something needed is in error"
    if before.phase is Phase.PARKED and after.phase is Phase.BLOCKED:
        return "T20 what was in error no longer is, but is not there yet"
    newly = before.phase is Phase.IDLE and after.phase is Phase.BLOCKED
    return "T18 claim, something needed is missing" if newly else None


def _unblocked(before: Row, event: e.Unblocked, after: Row) -> str | None:
    return "T19 all that it needs is there" if before != after else None


def _refused(before: Row, event: e.Refused, after: Row) -> str | None:
    return "T21 we refuse it, or cannot build its request" if before != after else None


def _intended(before: Row, event: e.Intended, after: Row) -> str | None:
    return "T23 intent committed" if before != after else None


def _answered(before: Row, event: e.Answered, after: Row) -> str:
    return _told(event, after) if is_awaited(before, event) else "T33 late answer"


def _delivered(before: Row, event: e.Delivered, after: Row) -> str:
    return "T44 the answer to an acknowledged request was delivered"


def _told(event: e.Answered, after: Row) -> str:
    outcome = event.outcome
    match outcome.result:
        case Result.APPLIED:
            return "T26 applied"
        case Result.REJECTED:
            return "T27 rejected"
        case Result.ACKNOWLEDGED:
            return "T30 acknowledged: the answer comes later"
        case Result.UNKNOWN:
            refused = outcome.error_class is ErrorClass.DUPLICATE
            return "T30 refused as a duplicate" if refused else "T30 unknown"
    if outcome.error_class is not ErrorClass.BUSY:
        return "T28 not applied: line, throttle, set-up"
    return "T31 busy for the eighth time" if after.park is Park.EXHAUSTED else "T29 not applied: record busy"


def _lease_ended(before: Row, event: e.LeaseEnded, after: Row) -> str | None:
    if before == after:
        return None
    if after.park is Park.CRASHED:
        return "T25 the third worker died of it"
    return {Phase.CLAIMED: "T24 lease ended", Phase.SENT: "T32 lease ended"}.get(
        before.phase, "T35 lease of a look ended"
    )


_LOOKS = {
    Match.EQUAL: "T34 look: equal",
    Match.OLDER: "T34 look: ours, other content",
    Match.ABSENT: "T34 look: absent",
    Match.FOREIGN: "T34 look: not ours",
    Match.SEVERAL: "T34 look: several",
}


def _looked(before: Row, event: e.Looked, after: Row) -> str | None:
    if before.phase is not Phase.CONFIRMING:
        return None
    if after.phase is Phase.CONFIRMING:
        return "T34 look failed, or early without proof"
    return "T25 the third worker died of it" if after.park is Park.CRASHED else _LOOKS[event.found.match]


def _stopped(before: Row, event: e.Stopped, after: Row) -> str:
    forced = before.phase is Phase.CONFIRMING
    return "T41 the same" if forced else "T41 the sync that marked it is stopped"


def _read_back(before: Row, event: e.ReadBack, after: Row) -> str | None:
    if after.synced_version is not None:
        return None  # as it was, or not seen
    gone = event.found.match is Match.ABSENT
    return f"T{38 if gone else 37} read back: {'deleted' if gone else 'changed'} there"


def _look_asked(before: Row, event: e.LookAsked, after: Row) -> str | None:
    return "T14 Check now" if before.phase is Phase.PARKED else None


def _if_it_moves(name: str, what: Callable[..., str | None] | None = None) -> Callable[[Row, Any, Row], str | None]:
    """Of an event that changes nothing where it cannot happen."""

    def named(before: Row, event: Any, after: Row) -> str | None:
        if before == after:
            return None
        return what(before, event, after) if what else name

    return named


_BY_EVENT: Mapping[type, Callable[..., str | None]] = {
    e.Accepted: _accepted,
    e.Pressed: _pressed,
    e.Claimed: _claimed,
    e.Blocked: _blocked,
    e.Unblocked: _unblocked,
    e.Refused: _refused,
    e.Intended: _intended,
    e.Answered: _answered,
    e.Delivered: _delivered,
    e.LeaseEnded: _lease_ended,
    e.Looked: _looked,
    e.Adopted: _if_it_moves("T15 adopt"),
    e.SentAgain: _if_it_moves("T16 send again"),
    e.Renumbered: _if_it_moves("T16 renumber"),
    e.CannotLook: _if_it_moves("T34 what to look for cannot be built"),
    e.LookAsked: _if_it_moves("", _look_asked),
    e.Stopped: _if_it_moves("", _stopped),
    e.ReadBack: _if_it_moves("", _read_back),
}
