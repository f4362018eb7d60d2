"""What is said to a press, to who signs in, and to who is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend.storage.screens.values import GridRow
from backend.web.drawing.notices import Notice


def believable(_: GridRow) -> dict[str, Any]:
    return {
        "said": Notice("good", "2 queued", sync=7, undo_until=datetime.now(UTC) + timedelta(minutes=1)),
        "tone": "warn",
        "sentence": "Something happened.",
        "status_code": 404,
        "title": "Not here",
        "request_id": "01J9",
        "next": "/",
        "name": "ada",
        "problem": "",
    }


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    words = ("sentence", "title", "request_id", "next", "name", "problem")
    return {"said": Notice("warn", text, sync=7), **dict.fromkeys(words, text)}
