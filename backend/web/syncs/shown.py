"""A sync as its pages show it."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from backend.domain.grid.words import in_words, kept_filter
from backend.domain.status import Status
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.syncs.progress import RecentSync, SyncPage

VERBS = {Verb.SYNCHRONIZE: "Synchronize", Verb.FORCE_SYNCHRONIZE: "Force synchronize"}
_PLACES = {
    "frozen": "Not yet marked",
    "queued": "Queued",
    "sending": "Being sent",
    "confirming": "Being looked up",
    "blocked": "Waiting for others",
    "success": "Success",
    "error": "Error",
    "changed": "Ended by a newer version",
    "stopped": "Stopped",
}


class ShownSync(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    verb: str
    words: str  # what was chosen
    asked_by: str
    asked_at: datetime
    items: int
    moving: int
    error: int
    stopped: int
    kept: int  # of a stopped one: what was sent all the same
    undo_until: datetime | None
    can_undo: bool  # still
    stopped_by: str | None
    stopped_at: datetime | None
    withdrawing: bool
    last_minute: int
    places: Sequence[tuple[str, str, int]]  # (name, label, objects)
    left_out: Sequence[LeftOut]
    left_out_later: Sequence[LeftOut]
    errors: str  # the query of the list that has its errors, and perhaps others


class ShownRecent(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    verb: str
    words: str
    asked_by: str
    asked_at: datetime
    items: int
    stopped: bool
    done: int
    error: int
    moving: int

    @property
    def tone(self) -> Status:
        """Of the status that it looks like."""
        if self.error:
            return Status.ERROR
        if self.stopped:
            return Status.NOT_INTEGRATED
        return Status.PENDING if self.moving else Status.SUCCESS


def shown_sync(page: SyncPage) -> ShownSync:
    later = sum(one.count for one in page.left_out_later)
    same = {name: getattr(page, name) for name in ShownSync.__struct_fields__ if name in SyncPage.__struct_fields__}
    return ShownSync(
        **same
        | {
            "verb": VERBS[page.verb],
            "words": in_words(page.filter),
            "moving": page.moving,
            "can_undo": bool(page.undo_until and page.undo_until > datetime.now(UTC)),
            "kept": page.items - page.stopped - later,
            "places": [(name, label, getattr(page, name)) for name, label in _PLACES.items()],
            "errors": _errors(page.filter),
        }
    )


def shown_recent(one: RecentSync) -> ShownRecent:
    return ShownRecent(
        number=one.number,
        verb=VERBS[one.verb],
        words=in_words(one.filter),
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        items=one.items,
        stopped=one.stopped_at is not None,
        done=one.done,
        error=one.error,
        moving=one.moving,
    )


def _errors(query: str | None) -> str:
    given = kept_filter(query)
    return given.query(statuses=[Status.ERROR]) if given else f"status={Status.ERROR}"
