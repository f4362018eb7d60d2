"""The headers that every answer carries, also an error and a static file."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors "
)
CONTENT_SECURITY_POLICY = f"{_POLICY}'none'"
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
FRAMED = b"content-security-policy"  # a handler that has its own says who may frame its answer
UNDER_HTTPS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


def framed_by(origin: str) -> dict[str, str]:
    """Of a page that this origin may frame, and no other."""
    return {
        FRAMED.decode(): f"{_POLICY}{origin}",
        "cross-origin-resource-policy": "cross-origin",  # else a host that isolates itself could not show it
        "referrer-policy": "no-referrer",
    }


class Headers:
    """The outermost: what any part below answers passes here. A handler's own value stays."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        headers = HEADERS | (UNDER_HTTPS if secure else {})
        self.app = app
        self._lines = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(message)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == ScopeType.HTTP else send)

    def _add(self, start: HTTPResponseStartEvent) -> None:
        given = list(start["headers"])
        if not given:
            start["headers"] = self._lines.copy()
            return
        names = {name.lower() for name, _ in given}
        names |= {b"x-frame-options"} if FRAMED in names else set()  # older than the policy, and knows no origins
        start["headers"] = given + [line for line in self._lines if line[0] not in names]
