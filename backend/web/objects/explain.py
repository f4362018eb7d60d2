"""Where an object stands, why, and what to do next: for the drawer, the API and the command line."""

from datetime import UTC, datetime

import msgspec

from backend.domain.kinds.body.words import shown
from backend.domain.line.standing import Standing, Stands
from backend.domain.protocol.steps.restoring import LOOKED_UP_FIRST
from backend.domain.protocol.times import MOST_TRIES
from backend.domain.pushes.advice import Who
from backend.domain.pushes.found import Difference
from backend.domain.sentence import Sentence, joined
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from backend.storage.screens.values import MOST_ALIKE, Detail, GridRow
from backend.web.objects.comparing import said_newer

_MENDING = {
    Who.ERP: Sentence("Whoever keeps the data in the ERP can mend it."),
    Who.OPERATOR: Sentence("An operator of Syncline decides."),
    Who.THERE: Sentence("An administrator of %(third_party)s can mend it."),
    Who.SETTINGS: Sentence("An administrator of Syncline can mend it."),
    Who.SUPPORT: Sentence("Who can mend it is not known yet."),
}


_RELEASE = "Nothing to do for this object: it goes on when the integration is released."
_BACK = "Nothing to do for this object: it goes on by itself when the connection is back."
_MENDED = "Mend the sign-in; this object then goes on by itself."
_MENDED_HERE = "Nothing to do for this object: it goes on by itself once that is mended."
_WHEN_LINE_STOPS = {
    Stands.HELD: _RELEASE,
    Stands.DOWN: _BACK,
    Stands.REFUSED: _MENDED,
    Stands.BROKEN: _MENDED_HERE,
}


class Explanation(msgspec.Struct, frozen=True):
    status: Status
    why: str
    next_step: str
    alike: int  # objects in error for the same cause, this one among them; 0: it shares none
    schedule: str = ""  # of what is pending: what it does next, and when


def explain(detail: Detail, third_party: str, line: Standing | None = None, now: datetime | None = None) -> Explanation:
    """`third_party`: what its connector is called; `line`: how its line stands, None: nothing is known to be wrong;
    `now`: what is due by then is said to be due, None: this moment."""
    now = now or datetime.now(UTC)
    why, step = _why(detail, third_party), _next_step(detail, third_party, now)
    if line is None or not line.stops or not waits_for_line(detail):
        return Explanation(detail.row.status, why, step, detail.alike, schedule(detail.row, now))
    why, step = f"{line.told}. {why}", _WHEN_LINE_STOPS[line.stands]
    return Explanation(detail.row.status, why, step, detail.alike, schedule(detail.row, now, line.when))


def waits_for_line(detail: Detail) -> bool:
    """Nothing becomes of it but over the line."""
    return detail.row.status is Status.PENDING and detail.row.phase in (Phase.IDLE, Phase.CONFIRMING)


def schedule(row: GridRow, now: datetime, due: str = "due now") -> str:
    """As the list says it. `due`: of what is due by now."""
    if row.status is not Status.PENDING or row.next_at is None:
        return ""
    waits, at = row.next_at > now, _utc(row.next_at)
    if row.phase is Phase.CONFIRMING:
        known = "confirming, outcome unknown" if row.in_flight else "being looked up"
        return f"{known}; next look {at if waits else due}"
    if row.phase is not Phase.IDLE:
        return ""
    if row.fail_count:
        return f"retry {row.fail_count} of {MOST_TRIES} {f'at {at}' if waits else due}"
    return (f"goes on at {at} at the earliest" if waits else due) if row.message else ""


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _why(detail: Detail, third_party: str) -> str:
    row = detail.row
    match row.status:
        case Status.NOT_INTEGRATED:
            return row.message or "It was never sent."
        case Status.SUCCESS:
            return f"{third_party} holds version {row.version}{_as(detail)}."
        case Status.DESYNCHRONIZED:
            return row.message or _why_desynchronized(detail, third_party)
        case Status.ERROR:
            return _why_error(detail)
        case Status.PENDING:
            return _why_pending(detail)


def _why_desynchronized(detail: Detail, third_party: str) -> str:
    row = detail.row
    held = f"version {row.synced_version}" if row.synced_version else "a record that was not sent from here"
    changes = f" {said_newer(detail.newer)}." if detail.newer else ""
    return f"{third_party} holds {held}{_as(detail)}; version {row.version} was not sent.{changes}"


def _why_error(detail: Detail) -> str:
    """How many share it is counted now: the message is as old as the error."""
    foreign = ["Already there, and not made by Syncline"] if detail.row.park is Park.FOREIGN else []
    said = [*foreign, detail.row.message or "It was refused.", *map(_compared, detail.differences)]
    if detail.alike > 1:
        said[-1] = said[-1].removesuffix(".")
        many = f"At least {detail.alike:,}" if detail.alike >= MOST_ALIKE else f"{detail.alike:,}"
        said.append(f"{many} objects have this error")
    return ". ".join(said)


def _compared(one: Difference) -> str:
    return f"{one.label[:1].upper()}{one.label[1:]}: {shown(one.there)} there, {shown(one.here)} here"


def _as(detail: Detail) -> str:
    return f" as {detail.row.remote_number or detail.remote_id}" if detail.remote_id else ""


def _why_pending(detail: Detail) -> str:
    row = detail.row
    match row.phase:
        case Phase.BLOCKED:
            return row.message
        case Phase.CONFIRMING:
            return _why_confirming(detail)
        case Phase.SENT:
            return "It is being sent."
        case Phase.CLAIMED:
            return "It is being prepared."
        case _:
            return row.message or "It is queued."


def _why_confirming(detail: Detail) -> str:
    row = detail.row
    if detail.acknowledged:
        return f"{row.message}."
    known = (
        "The outcome of the last attempt is not known" if row.in_flight else "It is looked up before anything is sent"
    )
    return f"{known}{f': {row.message}' if row.message else ''}."


def _next_step(detail: Detail, third_party: str, now: datetime) -> str:
    row = detail.row
    match row.status:
        case Status.NOT_INTEGRATED | Status.DESYNCHRONIZED:
            listed_only = row.status is Status.NOT_INTEGRATED and row.message
            return "Nothing: it is only listed here." if listed_only else "Press Synchronize to send it."
        case Status.SUCCESS:
            return "Nothing to do."
        case Status.ERROR:
            return _next_step_error(detail, third_party)
        case Status.PENDING:
            return _next_step_pending(detail, third_party, now)


def _next_step_error(detail: Detail, third_party: str) -> str:
    park = detail.row.park
    if park in RESOLVE_FIRST:
        records = ", ".join(one.id for one in detail.foreign)
        seen = f" The last look saw record {records}." if records else ""
        return f"Resolve first: adopt the record that is {_RIGHT[park]} and press Check now.{seen}"
    if park is Park.BLOCKED:
        return "Mend what it needs; this goes on by itself."
    if detail.can_send_again:
        return unseen(detail)
    advice = _by_command(detail, advised(detail, third_party))
    force = f"press Force synchronize: it {forced(detail)}."
    return f"{advice} Then {force}" if advice else f"Mend the cause, then {force}"


def _by_command(detail: Detail, advice: str) -> str:
    """Who asks for an explanation has no button at hand that leads to the value map."""
    return f"{advice.removesuffix('.')}: {detail.adds_entry}." if advice and detail.adds_entry else advice


def forced(detail: Detail) -> str:
    """What Force synchronize would do."""
    return _FORCED_THERE if detail.remote_id else _FORCED


def unseen(detail: Detail) -> str:
    """Of what the last look did not find: what Force synchronize would do, and Send again."""
    return joined(" ", [_LOOKS_AGAIN_THERE if detail.remote_id else _LOOKS_AGAIN, _ANEW])


_FORCED_THERE = Sentence("looks first, then updates; if its record is gone there, it says so and creates nothing")
_FORCED = Sentence("looks first, then creates or updates")
_LOOKS_AGAIN_THERE = Sentence(
    "Force synchronize looks again, and goes on with its record if that is back; if not, it says so again and creates"
    " nothing."
)
_LOOKS_AGAIN = Sentence(
    "Force synchronize looks again, and links what it finds; if it finds nothing, it sends once more."
)
_ANEW = Sentence("Send again creates it anew, under a new key, if one more look does not find it.")
_RIGHT = {
    Park.FOREIGN: "there, renumber this object, or free the number there",
    Park.DUPLICATE: "right, or delete the others there",
}


def _next_step_pending(detail: Detail, third_party: str, now: datetime) -> str:
    row = detail.row
    missing = next((need for need in detail.needs if need.status is not Status.SUCCESS), None)
    if row.phase is Phase.BLOCKED and missing is not None:
        first = "Synchronize" if missing.status else "Hand over from the ERP, and then synchronize,"
        return f"{first} {missing.kind} {missing.key}; this follows by itself."
    waits = row.next_at is not None and row.next_at > now
    when = f" at {_utc(row.next_at)}" if row.next_at and waits else ": due now" if row.next_at else ""
    if detail.acknowledged:
        return f"Nothing to do: the answer comes by itself; without one it is looked up{when}."
    if row.phase is Phase.CONFIRMING:
        before = _utc(detail.not_before) if detail.not_before and detail.not_before > now else "that"
        sooner = " Check now looks at once." if waits and row.message != LOOKED_UP_FIRST else ""
        return f"Nothing to do: it is looked up{when}, and nothing is sent before {before}.{sooner}"
    return f"{advised(detail, third_party) or 'Nothing to do.'} It goes on by itself{when}."


def advised(detail: Detail, third_party: str) -> str:
    """Who can mend what stopped it, and how; "" when nothing did, or its cause does not say."""
    advice, waits = detail.advice, detail.row.status is Status.PENDING and detail.row.phase is Phase.IDLE
    if advice is None or not (waits or detail.row.status is Status.ERROR):
        return ""
    if advice.who is Who.NOBODY:
        return advice.next_step if waits else ""
    return joined(" ", [_MENDING[advice.who].with_values(third_party=third_party), advice.next_step])
