"""Back to the list, after a press without JavaScript."""

from typing import Any
from urllib.parse import urlsplit

from litestar import Response

from backend.web.access.sign_in_first import local_path
from backend.web.drawing.notices import Notice
from backend.web.screen import Screen


def back(screen: Screen, said: Notice | None = None) -> Response[Any]:
    """To the view that the form stood on, as far as the browser tells; there it says what happened."""
    shown_at, instead = urlsplit(screen.request.headers.get("referer", "")), screen.path("objects")
    pages = (instead, screen.path("causes"), screen.path("syncs/new"))  # which say it
    path = local_path(f"{shown_at.path}?{shown_at.query}", screen.runtime.settings.base_path)
    return screen.go(path if path.startswith(pages) else instead, said)
