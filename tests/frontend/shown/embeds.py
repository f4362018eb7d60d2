"""The frame in somebody's page, and its line of counts."""

from typing import Any

from backend.domain.embeds.embed import Size
from backend.storage.screens.values import GridRow
from tests.frontend import sample

_FRAGMENT = {"site": "https://books.example", "more": True}


def believable(_: GridRow) -> dict[str, Any]:
    first, second, *_more = sample.make_chips(sample.make_rows())
    return {"size": Size.PANEL, "origin": "https://portal.example", "waiting": first, "errors": second, **_FRAGMENT}


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    return {"origin": text}
