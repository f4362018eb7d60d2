"""Syncs, and their objects."""

from typing import Any

from backend.domain.status import Phase, Status
from backend.domain.syncs.outcomes import Outcome
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.syncs.items import SyncItem, SyncItems
from backend.storage.screens.syncs.progress import SyncPage
from backend.storage.screens.values import GridRow
from backend.web.syncs.shown import ShownItem, ShownRecent, ShownSync, shown_items, shown_sync
from backend.web.syncs.view import SyncView
from tests.frontend.sample import NOW


def believable(_: GridRow) -> dict[str, Any]:
    return {
        "sync": make_sync(),
        "items": make_items(),
        "next_item": 9,
        "view": SyncView(7, Outcome.ERROR, 3, acts=True),
        "address": "https://books.example/integrations/1/syncs/7",
        "syncs": [make_recent()],
        "after": 9,
        "next_after": 7,
        "number": 7,
        "words": "Everything",
        "query": "status=error",
    }


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    return {
        "sync": make_sync(text),
        "items": make_items(text),
        "syncs": [make_recent(text)],
        "words": text,
        "query": text,
    }


def make_items(said: str = "No such term") -> list[ShownItem]:
    """One of each outcome; `said` is the key of each, and its message."""
    of: dict[str, Any] = {
        "kind": "sales_invoice",
        "key": said,
        "version": 1,
        "phase": Phase.PARKED,
        "status": Status.ERROR,
    }
    return shown_items(SyncItems([SyncItem(**of, outcome=one, message=said) for one in Outcome], 9))


def make_sync(said: str = "in step") -> ShownSync:
    """One that was stopped while it moved; `said` stands wherever people, the ERP or a filter are quoted."""
    page = SyncPage(
        number=7,
        verb=Verb.SYNCHRONIZE,
        asked_by=said,
        asked_at=NOW,
        filter=f"x={said}",
        first=said,
        cause=said,
        items=100_000,
        left_out=[LeftOut(said, 3, said)],
        left_out_later=[LeftOut(said, 2, said)],
        undo_until=NOW,
        stopped_by=said,
        stopped_at=NOW,
        withdrawing=True,
        frozen=1,
        queued=2,
        sending=3,
        confirming=4,
        blocked=5,
        success=6,
        error=7,
        changed=8,
        stopped=9,
        last_minute=10,
    )
    return shown_sync(page)


def make_recent(said: str = "Everything") -> ShownRecent:
    same = {"verb": said, "words": said, "asked_by": said, "asked_at": NOW}
    return ShownRecent(number=7, items=5, stopped=True, done=3, error=1, moving=0, waits=False, **same)
