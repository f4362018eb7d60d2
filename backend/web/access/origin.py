"""What is refused before anything else: another site's request, a host that is not ours, a key in an address."""

from urllib.parse import parse_qsl, urlsplit

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from backend.settings import Settings
from backend.web.access.auth import METRICS, SAFE_METHODS, for_programs, is_api
from backend.web.problems import TITLES

KEY_NAMES = frozenset({"api_key", "apikey", "access_token", "token"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Refused = tuple[int, str]


class Origin:
    """Below `Headers` and `Paths`, above the app."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        address = urlsplit(settings.url)
        self._origin = f"{address.scheme}://{address.netloc}".lower()
        self._hosts = _LOOPBACK | {address.hostname or "", settings.host}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope) if scope["type"] == ScopeType.HTTP else None
        if refused:
            await _answer(scope, send, *refused)
        else:
            await self.app(scope, receive, send)

    def _refused(self, scope: HTTPScope) -> Refused | None:
        headers = _headers(scope, (b"host", b"origin", b"sec-fetch-site"))
        host = headers.get(b"host", "")
        if not self._ours(host, scope):
            return 400, "This host name is not ours. SYNCLINE_URL says which address people use."
        if scope["method"] not in SAFE_METHODS and not self._same_site(headers, host):
            return 403, "This request came from another site. SYNCLINE_URL says which address people use."
        if is_api(scope) and any(
            name.lower() in KEY_NAMES
            for name, _ in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        ):
            return 400, "A key never stands in an address: send it as `Authorization: Bearer`, and revoke this one."
        return None

    def _ours(self, host: str, scope: HTTPScope) -> bool:
        if scope["path"] == METRICS:  # scraped past the proxy, under any name; a browser brings no key by itself
            return True
        name = _host_name(host)
        server = scope.get("server")
        return name in self._hosts or bool(name and server and name == server[0])

    def _same_site(self, headers: dict[bytes, str], host: str) -> bool:
        """A browser says where a request comes from; what does not say is none, and brings no cookie by itself."""
        if headers.get(b"sec-fetch-site") == "cross-site":
            return False
        origin = headers.get(b"origin")
        return origin is None or origin.lower() == self._origin or _netloc(origin) == host.lower()


def _headers(scope: HTTPScope, wanted: tuple[bytes, ...]) -> dict[bytes, str]:
    """A header that came twice is nobody's."""
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        if name in wanted:
            found[name] = "" if name in found else value.decode("latin-1").strip()
    return found


def _host_name(host: str) -> str:
    """Without the port: a container's differs from the one that people use."""
    name, colon, port = host.rpartition(":")
    bare = name if colon and port.isdecimal() else host
    return bare.strip("[]").lower()


def _netloc(origin: str) -> str:
    _, _, netloc = origin.partition("://")
    return netloc.lower()


async def _answer(scope: Scope, send: Send, status: int, sentence: str) -> None:
    if for_programs(scope):
        content = {"type": "about:blank", "title": str(TITLES[status]), "status": status, "detail": sentence}
        media_type, body = b"application/problem+json", msgspec.json.encode(content)
    else:
        media_type, body = b"text/plain; charset=utf-8", sentence.encode()
    headers = [(b"content-type", media_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
