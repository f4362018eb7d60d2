"""What is read once for all who look, and when it is read again."""

import asyncio
import itertools

import pytest

from backend.domain.status import Phase, Status
from backend.settings import Settings
from backend.storage.postgres.revisions import Revisions
from backend.storage.screens.values import GridRow
from backend.web.drawing.drawn_rows import CUT, DrawnRows
from backend.web.drawing.lately import Lately
from backend.web.drawing.views import Views
from tests.domain.protocol.make import NOW
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def test_what_was_read_serves_the_next_one_until_something_is_heard() -> None:
    heard, numbers = {1: "a"}, itertools.count()
    lately = Lately(lambda integration: heard[integration])

    async def read() -> int:
        return next(numbers)

    before = [await lately.get(1, "health", read) for _ in range(3)]
    heard[1] = "b"
    after = await lately.get(1, "health", read)

    assert before == [0, 0, 0]
    assert after == 1


async def test_nothing_is_kept_while_nobody_listens() -> None:
    words, numbers = itertools.count(), itertools.count()
    lately = Lately(lambda _: str(next(words)))

    async def read() -> int:
        return next(numbers)

    assert [await lately.get(1, "health", read) for _ in range(3)] == [0, 1, 2]


async def test_what_was_read_before_a_change_is_forgotten() -> None:
    numbers = itertools.count()
    lately = Lately(lambda _: "a")

    async def read() -> int:
        return next(numbers)

    before = await lately.get(1, "chips", read)
    lately.forget()

    assert [before, await lately.get(1, "chips", read)] == [0, 1]


async def test_what_was_being_read_as_somebody_changed_something_is_not_kept() -> None:
    numbers, begun, changed = itertools.count(), asyncio.Event(), asyncio.Event()
    lately = Lately(lambda _: "a")

    async def read() -> int:
        number = next(numbers)
        begun.set()
        await changed.wait()
        return number

    reading = asyncio.create_task(lately.get(1, "chips", read))
    await begun.wait()
    lately.forget()
    changed.set()

    assert await reading == 0
    assert [await lately.get(1, "chips", read) for _ in range(2)] == [1, 1]


async def test_what_is_said_of_the_last_hour_is_drawn_anew_after_a_minute_without_a_change(settings: Settings) -> None:
    now, drawn = [100.0], []
    views = Views(Revisions(settings.database_url), lambda: now[0])
    views.revisions.start()

    async def listens() -> bool:
        return views.tag(1, "") == views.tag(1, "")

    async def drawing(tag: str) -> str:
        drawn.append(tag)
        return ""

    try:
        await until(listens)
        for seconds in (0, 59, 1):
            now[0] += seconds
            await views.draw(1, "", "en", drawing)
    finally:
        await views.revisions.stop()

    assert len(drawn) == 2
    assert drawn[0] == drawn[1]


def test_a_row_is_drawn_once_for_each_revision() -> None:
    drawn: list[int] = []

    def draw(row: GridRow, base: str) -> str:
        drawn.append(row.revision)
        return f"<a {base}/{row.key}{CUT}>{CUT}<a {base}?tab=a{CUT}>"

    rows = DrawnRows(draw)

    first, again = rows([_row(1)], "/x"), rows([_row(1)], "/x", "key=a&kind=b")
    rows([_row(2)], "/x")

    assert first == "<a /x/INV-1><a /x?tab=a>"
    assert again == "<a /x/INV-1?key=a&amp;kind=b><a /x?tab=a&amp;key=a&amp;kind=b>"
    assert drawn == [1, 2]


def _row(revision: int) -> GridRow:
    return GridRow(
        7, revision, "sales_invoice", "INV-1", "finance", "", Status.SUCCESS, Phase.IDLE, None, 1, 1, None, None, "",
        "top", None, 0, "", None, None, NOW,
    )  # fmt: skip
