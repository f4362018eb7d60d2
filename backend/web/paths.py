"""Paths as they were sent: a key may hold a slash, and a proxy may mount us below a path."""

from urllib.parse import unquote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send


class Paths:
    """Takes the base path off, and keeps each segment one segment: `/` inside of it reaches the routes as `%2F`."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app, self.base = app, base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            scope["path"] = self._path(scope["raw_path"].partition(b"?")[0].decode("ascii"))
        await self.app(scope, receive, send)

    def _path(self, raw: str) -> str:
        if self.base and (raw == self.base or raw.startswith(f"{self.base}/")):
            raw = raw[len(self.base) :] or "/"
        return "/".join(map(_segment, raw.split("/"))) if "%" in raw else raw


def _segment(raw: str) -> str:
    return unquote(raw).replace("%", "%25").replace("/", "%2F")


def key_of(segment: str) -> str:
    """The key that a route's path parameter holds."""
    return unquote(segment)
