"""What a press did, in words: for the toast, and for the page after it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import reduce

from backend.actions.syncs.press import Pressed
from backend.domain.grid.words import named
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.sentence import Number, Sentence, counted
from backend.domain.syncs.selection import reason_said
from backend.storage.screens.syncs.presses import PressedBefore
from backend.web.drawing.notices import Notice

MEANWHILE = Sentence("Something changed meanwhile, so nothing was sent. Look at the numbers and press again.")
_NOTHING = Sentence("Nothing was sent")


def outcome(done: Pressed, integration: Integration) -> Notice:
    """What that waits for, what it left out and why, and who was first."""
    before = [_before(done.before)] if done.before else []
    about = done.sync or (done.before.sync if done.before else 0)
    if done.meanwhile:
        return Notice("warn", _joined([MEANWHILE, *_numbers(done), *before]), sync=about)
    if not done.sent and not done.left_out:
        return Notice("warn", Sentence("Nothing was sent: tick objects first."))
    left_out = [
        Sentence("%(count)s left out: %(reason)s", count=Number(one.count), reason=reason_said(one.reason))
        for one in done.left_out
    ]
    parts = [_named(done, integration) if done.sent else _NOTHING, *left_out, *before]
    undo_until = datetime.now(UTC) + done.undo if done.undo else None
    return Notice("good" if done.sent else "warn", _joined(parts), sync=about, undo_until=undo_until)


def _numbers(done: Pressed) -> list[Sentence]:
    """So that who presses again knows for how many."""
    if done.expected is None:
        return []
    chosen, now = Number(done.expected), Number(done.sent)
    return [Sentence("The button was for %(chosen)s, and would be for %(now)s now", chosen=chosen, now=now)]


def _named(done: Pressed, integration: Integration) -> Sentence:
    queued = _queued(done.sent, integration)
    if not done.first:
        return queued
    return Sentence("%(name)s: %(queued)s", name=named(done.first, done.sent), queued=queued)


def _queued(sent: int, integration: Integration) -> Sentence:
    line = standing_of(integration)
    if line.stops:
        return Sentence("%(num)s accepted, and sent %(when)s", num=Number(sent), when=line.when)
    return counted("%(num)s queued", "%(num)s queued", sent)


def _before(one: PressedBefore) -> Sentence:
    """Of two operators at once the second is told."""
    at = f"{one.at:%Y-%m-%d %H:%M:%S} UTC"
    return Sentence("%(who)s asked for %(num)s of these at %(at)s", who=one.by, num=Number(one.count), at=at)


def _joined(parts: Sequence[str]) -> str:
    return reduce(lambda first, then: Sentence("%(first)s · %(then)s", first=first, then=then), parts)
