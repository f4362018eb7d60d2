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
            try:
                scope["path"] = self._path(scope["raw_path"].partition(b"?")[0].decode("ascii"))
            except UnicodeDecodeError:
                await _refuse(send)
                return
        await self.app(scope, receive, send)

    def _path(self, raw: str) -> str:
        if self.base and (raw == self.base or raw.startswith(f"{self.base}/")):
            raw = raw[len(self.base) :] or "/"
        return "/".join(map(_segment, raw.split("/"))) if "%" in raw else raw


async def _refuse(send: Send) -> None:
    """Two keys must not become one: what cannot be read is not guessed."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    body = b"The address is not valid UTF-8: percent-encode the bytes of the key in UTF-8."
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _segment(raw: str) -> str:
    return unquote(raw, errors="strict").replace("%", "%25").replace("/", "%2F")


def key_of(segment: str) -> str:
    """The key that a route's path parameter holds."""
    return unquote(segment)
