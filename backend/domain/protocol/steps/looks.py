"""What a look-up makes of a row: T34."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import Looked
from backend.domain.protocol.looked_causes import SEVERAL, TAKEN
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.drifting import changed
from backend.domain.protocol.steps.ends import bound, parked, queued_or_crashed, settled, synced
from backend.domain.protocol.steps.reading_back import next_read_back
from backend.domain.protocol.times import LOOK_AGAIN
from backend.domain.pushes.found import Match
from backend.domain.sentence import kept
from backend.domain.status import Park, Phase

NOTHING_YET = kept("Nothing seen yet")
MAY_BE_NEWER = kept("What is there may be newer than what the backup knows")
PROVES_NOTHING = kept("What was seen does not tell yet what became of this attempt")
AFTER_A_RESTORATION = kept("Changed at the third party, or sent from here after the backup: nothing was sent over it")


def looked(row: Row, event: Looked, now: datetime) -> Decision:
    if row.phase is not Phase.CONFIRMING:
        return Decision(row)
    early = row.quarantine_until is not None and event.looked_at < row.quarantine_until
    if event.found.match is Match.UNSEEN:
        return Decision(_wait(row, now), event.found.sentence)
    if early and not _proves_this_attempt(event):
        return Decision(_wait(row, now), NOTHING_YET if event.found.match is Match.ABSENT else PROVES_NOTHING)
    return _DECIDED[event.found.match](row, event, now)


def _proves_this_attempt(event: Looked) -> bool:
    """Before a create there was nothing: an equal record can only be its work. Of an update nothing proves that."""
    return event.found.match is Match.EQUAL and event.intent is not None and event.intent.create


def _wait(row: Row, now: datetime) -> Row:
    """Until the quarantine is over only what a create made can be found: less and less often."""
    again, until = now + LOOK_AGAIN, row.quarantine_until
    if until is not None and until > now:
        again = until if row.linked else min(until, now + max(LOOK_AGAIN, (until - now) / 2))
    return replace(row, lease_until=None, next_at=again)


def _equal(row: Row, event: Looked, now: datetime) -> Decision:
    version, content = event.current
    if _only_compares(row, event):  # what was wanted is there, unless something newer came meanwhile
        follows = row.want and row.desired_version > version
        row = synced(bound(row, event.level), version, content, now)
        return Decision(row if follows else replace(settled(row), next_at=next_read_back(now)), event.found.sentence)
    return Decision(synced(bound(row, event.level), version, content, now), event.found.sentence)


def _only_compares(row: Row, event: Looked) -> bool:
    """After an adoption or a restoration: nothing is known to be in flight, and nobody pressed. It sends only what was
    wanted before."""
    return event.intent is None and not row.forced


def _older(row: Row, event: Looked, now: datetime) -> Decision:
    """Ours, with other content: what we believed to be there is not. A key that is spent would be refused for ever."""
    row = bound(row, event.level)
    if _only_compares(row, event) and not row.want:
        return _left_as_it_is(row, event)
    if event.of_backup and (event.intent is not None or not row.forced):
        return replace(_left_as_it_is(row, event), message=_left(MAY_BE_NEWER, event.found.sentence))
    if event.intent is not None and row.desired_version > event.intent.version:
        return queued_or_crashed(row, now)
    if event.intent is not None and event.intent.refused_as_duplicate and not event.intent.create:
        sentence = kept("It was carried out before, but its record has other content by now: somebody changed it there")
        return Decision(parked(replace(row, synced_version=None, synced_hash=None), Park.ORDINARY), sentence)
    if event.intent is not None and event.intent.refused_as_duplicate:
        sentence = kept(
            "This version was sent before, and the record was changed there since. A newer version goes over it"
        )
        return Decision(parked(row, Park.ORDINARY), sentence)
    if row.synced_hash == row.desired_hash:
        row = replace(row, synced_version=None, synced_hash=None)
    return queued_or_crashed(row, now)


def _left_as_it_is(row: Row, event: Looked) -> Decision:
    told = _left(event.found.sentence)
    if row.synced_hash is None:
        return Decision(settled(row), told)
    if row.synced_hash == row.desired_hash:  # what was out of step before differs anyway
        told = ". ".join(filter(None, (AFTER_A_RESTORATION, event.found.sentence)))
    return replace(changed(row, event.found), message=told)


def _left(*why: str) -> str:
    return ". ".join(filter(None, (*why, kept("Nothing was sent over it"))))


def _absent(row: Row, event: Looked, now: datetime) -> Decision:
    """Sent again with the same key. What was refused as a duplicate and cannot be seen is for a person."""
    if row.linked:
        row = replace(row, synced_version=None, synced_hash=None)  # else old content that returns would look in step
        gone = kept("Its record is no longer there: it was deleted at the third party")
        sentence = f"{gone}. {event.found.sentence}" if event.found.others else gone
        return Decision(parked(row, Park.ORDINARY), sentence)
    if _only_compares(row, event):
        return _absent_after_a_restoration(row, now)
    if event.intent is not None and event.intent.refused_as_duplicate:
        sentence = kept("It was refused because something with this number is there, but a look-up does not find it")
        return Decision(parked(row, Park.ORDINARY), sentence)
    return queued_or_crashed(replace(row, epoch_unknown=row.epoch_unknown or event.intent is not None), now)


def _absent_after_a_restoration(row: Row, now: datetime) -> Decision:
    """What is wanted is made now, and not looked for again before."""
    if not row.want:
        return Decision(settled(row), "")
    decision = queued_or_crashed(row, now)
    return replace(decision, row=replace(decision.row, forced=decision.row.want))


def _foreign(row: Row, event: Looked, now: datetime) -> Decision:
    return Decision(parked(row, Park.FOREIGN), event.found.sentence or TAKEN.sentence)


def _several(row: Row, event: Looked, now: datetime) -> Decision:
    return Decision(parked(row, Park.DUPLICATE), event.found.sentence or SEVERAL.sentence)


_DECIDED = {
    Match.EQUAL: _equal,
    Match.OLDER: _older,
    Match.ABSENT: _absent,
    Match.FOREIGN: _foreign,
    Match.SEVERAL: _several,
}
