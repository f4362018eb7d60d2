"""One change, many viewers: one query, one drawing."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from zlib import crc32

import msgspec

from backend.storage.postgres.database_errors import UNAVAILABLE
from backend.storage.postgres.revisions import Revisions
from backend.storage.screens.health import alive
from backend.web.drawing.lately import Lately

_MOST_KEPT = 500
_WATCH_SECONDS = 3.0
_NOT_BEFORE_SECONDS = 0.5  # a view is redrawn at most twice a second
_KEPT_SECONDS = 60.0  # then also without a change: it says what happened within the last hour


class View(msgspec.Struct, frozen=True):
    """What was drawn, under the revision read before its rows were."""

    tag: str
    html: str
    drawn_at: float


class Views:
    """The views drawn last in this process. What they show depends on integration, filter and language only."""

    def __init__(self, revisions: Revisions, clock: Callable[[], float] = time.monotonic) -> None:
        self.revisions = revisions
        self._clock = clock
        self.lately = Lately(self.heard)
        self._kept: dict[str, asyncio.Future[View]] = {}
        self._workers = 0  # living ones, as far as is known: the health strip shows them

    def tag(self, integration: int, view: str, heard: str = "") -> str:
        """The revision that a poll of this view is compared with; the filter is part of it. `heard`: then; "": now."""
        return f"{heard or self.heard(integration)}.{crc32(view.encode()):x}"

    def heard(self, integration: int) -> str:
        """What is known, without a database, of how it stands."""
        return f"{self.revisions.of(integration)}.{self._workers}"

    async def keep_watching(self, stopping: asyncio.Event) -> None:
        """Look every few seconds which workers live, so that no poll has to."""
        while not stopping.is_set():
            with contextlib.suppress(*UNAVAILABLE):
                self._workers, _ = await alive()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _WATCH_SECONDS)

    async def draw(self, integration: int, view: str, language: str, drawing: Callable[[str], Awaitable[str]]) -> View:
        """Draw, unless somebody just did: `drawing` gets the tag."""
        name = f"{integration} {language} {view}"
        kept = self._kept.get(name)
        if kept is not None and (not kept.done() or self._fresh(kept.result(), integration, view)):
            return await asyncio.shield(kept)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[name] = asyncio.ensure_future(self._drawn(self.tag(integration, view), drawing))
        try:
            return await asyncio.shield(self._kept[name])
        except BaseException:
            self._kept.pop(name, None)
            raise

    def _fresh(self, view: View, integration: int, name: str) -> bool:
        age = self._clock() - view.drawn_at
        return age < _NOT_BEFORE_SECONDS or (age < _KEPT_SECONDS and view.tag == self.tag(integration, name))

    async def _drawn(self, tag: str, drawing: Callable[[str], Awaitable[str]]) -> View:
        began = self._clock()
        return View(tag, await drawing(tag), began)
