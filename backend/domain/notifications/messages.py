"""What a notification says: as JSON for programs, as a letter for people. In English."""

from datetime import UTC, datetime

import msgspec

from backend.domain.notifications.troubles import MOST_CAUSES, Event, Trouble
from backend.domain.sentence import kept

BEGAN, OVER, TEST = "began", "over", "test"
MOST_COUNTED = 10_000
_LONGEST_SUBJECT = 150


class Data(msgspec.Struct, frozen=True, kw_only=True):
    integration: int
    name: str
    sentence: str
    url: str
    since: datetime | None = None
    why: str = ""
    next_step: str = ""
    count: int = 0  # objects, up to MOST_COUNTED; of MANY: causes
    cause: int = 0  # its number; 0: it is about none


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """As webhooks get it."""

    type: str  # an event and began or over; or test
    timestamp: datetime
    data: Data


class Letter(msgspec.Struct, frozen=True):
    subject: str
    text: str


_BEGAN = {
    Event.MANY: kept("%(num)s causes of errors at once"),
    Event.DOWN: kept("The connection is down: %(why)s"),
    Event.REFUSED: kept("Signing in is refused: %(why)s"),
    Event.BROKEN: kept("Nothing can be sent: %(why)s"),
    Event.HELD: kept("Held: %(why)s"),
    Event.RESTORED: kept("The database was restored, so nothing is sent: %(why)s"),
}
_OVER = {
    Event.CAUSE: kept("No object is in error any more: %(why)s"),
    Event.MANY: kept("No more than %(most)s causes of errors any more", most=MOST_CAUSES),
    Event.DOWN: kept("The connection is back"),
    Event.REFUSED: kept("Signing in works again"),
    Event.BROKEN: kept("What kept it from sending is mended: it goes on"),
    Event.HELD: kept("Released: it goes on"),
    Event.RESTORED: kept("Released after the restoration: it goes on"),
    Event.UNCONFIRMED: kept("No object is unconfirmed for more than a day any more"),
}
_IN_ERROR = (kept("%(num)s objects in error: %(why)s"), kept("%(num)s object in error: %(why)s"))  # of many, of one
_UNCONFIRMED = (
    kept("%(num)s objects unconfirmed for more than a day"),
    kept("%(num)s object unconfirmed for more than a day"),
)
_PLACES = {Event.CAUSE: "causes/{cause}", Event.MANY: "causes", Event.UNCONFIRMED: "objects?outcome=unconfirmed"}


def _begun(trouble: Trouble) -> str:
    if trouble.event is Event.CAUSE:
        return _IN_ERROR[trouble.count == 1] % {"num": _many(trouble.count), "why": trouble.why}
    if trouble.event is Event.UNCONFIRMED:
        return _UNCONFIRMED[trouble.count == 1] % {"num": _many(trouble.count)}
    return _BEGAN[trouble.event] % {"why": trouble.why, "num": f"{trouble.count:,}"}


def _ended(trouble: Trouble) -> str:
    return _OVER[trouble.event] % {"why": trouble.why}


def about(trouble: Trouble, stage: str) -> str:
    """A sentence, without its full stop. `stage`: BEGAN or OVER."""
    return _begun(trouble) if stage == BEGAN else _ended(trouble)


def place(trouble: Trouble) -> str:
    """The page that shows it, below its integration."""
    return _PLACES.get(trouble.event, "line").format(cause=trouble.cause)


def _many(count: int) -> str:
    return f"{count:,}{'+' if count >= MOST_COUNTED else ''}"


def letter(message: Message) -> Letter:
    data = message.data
    since = f"Since {data.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if data.since else ""
    subject = _shortened(_one_line(f"{data.name}: {data.sentence}"))
    told = f"{message.timestamp.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    lines = [f"{data.sentence.rstrip('.')}.", data.next_step, since, data.url, f"Syncline, {data.name}, {told}"]
    return Letter(subject, "\n\n".join(map(_one_line, filter(None, lines))) + "\n")


def _one_line(text: str) -> str:
    """Whatever stands in it: nothing that begins another header, or looks like words of ours."""
    return "".join(one if one.isprintable() else " " for one in text)


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[:_LONGEST_SUBJECT]}…"
