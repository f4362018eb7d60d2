"""The poll that nothing answers: 204 from memory, before the framework is asked."""

import re
import time

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.security.tokens import SignedSession
from backend.web.access.auth import EMBED, SAFE_METHODS, Auth
from backend.web.drawing.views import Views

_ROWS = re.compile(r"/integrations/([0-9]{1,9})/(?:(causes)/|syncs/([0-9]{1,9})/)?rows")  # of the list, or of others
_MOST_KEPT = 1_000


def _may_change(scope: Scope) -> bool:
    return scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE_METHODS


class Unchanged:
    """Who asks is checked by the signed token; everything else goes on to the app."""

    def __init__(self, app: ASGIApp, auth: Auth, views: Views) -> None:
        self.app, self.auth, self.views = app, auth, views
        self._signed: dict[bytes, SignedSession] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "GET" and self._unchanged(scope):
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        await self.app(scope, receive, self._forgetting(send) if _may_change(scope) else send)

    def _forgetting(self, send: Send) -> Send:
        """What was read before a change is forgotten before its answer."""

        async def send_after(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.views.lately.forget()
            await send(message)

        return send_after

    def _unchanged(self, scope: Scope) -> bool:
        found = _ROWS.fullmatch(scope["path"])
        if found is None:
            return False
        pairs = scope["query_string"].decode("latin-1").split("&")
        rev = next((pair[4:] for pair in pairs if pair.startswith("rev=")), "")
        of = [f"sync={found[3]}"] if found[3] else []
        rest = "&".join([*of, *(pair for pair in pairs if not pair.startswith("rev="))])
        view = f"causes?{rest}" if found[2] else rest
        return rev == self.views.tag(int(found[1]), view) and self._knows(scope)

    def _knows(self, scope: Scope) -> bool:
        if any(name == EMBED.encode() for name, _ in scope["headers"]):
            return False  # a frame: the app knows it, from memory too
        cookie = b"; ".join([value for name, value in scope["headers"] if name == b"cookie"])
        signed = self._signed.get(cookie) or self._read(cookie, scope)
        return signed is not None and signed.expires > time.time() and self.auth.revoked.vouches_for(signed.session_id)

    def _read(self, cookie: bytes, scope: Scope) -> SignedSession | None:
        """A poller sends the same header again and again: its signature is checked once."""
        signed = self.auth.signed(Request(scope))
        if signed is not None:
            if len(self._signed) >= _MOST_KEPT:
                self._signed.clear()
            self._signed[cookie] = signed
        return signed
