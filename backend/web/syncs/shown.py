"""A sync as its pages show it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil

import msgspec

from backend.domain.grid.words import in_words, kept_filter, named
from backend.domain.sentence import Sentence
from backend.domain.status import Phase, Status
from backend.domain.syncs.outcomes import Outcome
from backend.domain.syncs.selection import LeftOut, reason_said
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.syncs.items import SyncItem, SyncItems
from backend.storage.screens.syncs.progress import RecentSync, SyncPage

VERBS = {Verb.SYNCHRONIZE: Sentence("Synchronize"), Verb.FORCE_SYNCHRONIZE: Sentence("Force synchronize")}
_PLACES = {
    "frozen": Sentence("Not yet marked"),
    "queued": Sentence("Queued"),
    "sending": Sentence("Being sent"),
    "confirming": Sentence("To be looked up"),
    "blocked": Sentence("Waiting for others"),
    "success": Sentence("Success"),
    "error": Sentence("Error"),
    "changed": Sentence("Ended by a newer version"),
    "stopped": Sentence("Stopped"),
}
_OUTCOMES = {Outcome.MOVING: Sentence("Moving")} | {one: _PLACES[one] for one in Outcome if one in _PLACES}
_OF_PHASE = {Phase.CLAIMED: "sending", Phase.SENT: "sending", Phase.CONFIRMING: "confirming", Phase.BLOCKED: "blocked"}


class ShownSync(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    verb: str
    words: str  # what was chosen
    asked_by: str
    asked_at: datetime
    items: int
    moving: int
    blocked: int  # of those: they wait for others
    error: int
    stopped: int
    kept: int  # of a stopped one: what had ended, or went on all the same
    undo_until: datetime | None
    can_undo: bool  # still
    undo_second: int  # from which on it cannot
    stopped_by: str | None
    stopped_at: datetime | None
    withdrawing: bool
    last_minute: int
    places: Sequence[tuple[str, str, int]]  # (name, label, objects)
    outcomes: Sequence[tuple[Outcome, str, int]]  # the same, as the table of its objects is filtered
    frozen: int
    left_out: Sequence[LeftOut]
    left_out_later: Sequence[LeftOut]
    errors: str  # the query of the list that has its errors, and perhaps others

    @property
    def moves(self) -> bool:
        """By itself: what only waits for others does not."""
        return self.moving > self.blocked


class ShownItem(msgspec.Struct, frozen=True, kw_only=True):
    """One of its objects."""

    kind: str
    key: str
    became: str  # or where it is
    now: Status | None  # its status, where that is another by now
    message: str


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
    waits: bool  # all that could still move waits for others

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
            "words": _name(page),
            "moving": page.moving,
            "can_undo": bool(page.undo_until and page.undo_until > datetime.now(UTC)),
            "undo_second": ceil(page.undo_until.timestamp()) if page.undo_until else 0,
            "kept": page.items - page.stopped - later,
            "places": [(name, label, getattr(page, name)) for name, label in _PLACES.items()],
            "outcomes": [(one, label, getattr(page, one)) for one, label in _OUTCOMES.items()],
            "left_out": _said(page.left_out),
            "left_out_later": _said(page.left_out_later),
            "errors": _errors(page.filter),
        }
    )


def shown_recent(one: RecentSync) -> ShownRecent:
    return ShownRecent(
        number=one.number,
        verb=VERBS[one.verb],
        words=_name(one),
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        items=one.items,
        stopped=one.stopped_at is not None,
        done=one.done,
        error=one.error,
        moving=one.moving,
        waits=0 < one.moving == one.blocked,
    )


def _name(one: SyncPage | RecentSync) -> str:
    return named(one.first, one.items) if one.filter is None else in_words(one.filter, cause=one.cause)


def shown_items(page: SyncItems) -> list[ShownItem]:
    return [_shown_item(one) for one in page.items]


def _shown_item(one: SyncItem) -> ShownItem:
    moves = one.outcome is Outcome.MOVING
    return ShownItem(
        kind=one.kind,
        key=one.key,
        became=_PLACES[_OF_PHASE.get(one.phase, "queued") if moves else one.outcome],
        now=None if moves or one.outcome.value == one.status.value else one.status,
        message=one.message if one.status in (Status.ERROR, Status.PENDING) else "",
    )


def _said(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    return [LeftOut(reason_said(one.reason), one.count, one.example) for one in left_out]


def _errors(query: str | None) -> str:
    given = kept_filter(query)
    return given.query(statuses=[Status.ERROR]) if given else f"status={Status.ERROR}"
