"""Identification: a cookie for people, a bearer key for programs, a header for frames; none where another belongs."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.security.embeds import EmbedTokens
from backend.security.tokens import KEY_PREFIX, FormTokens, SessionTokens, SignedSession, hash_token
from backend.settings import Settings
from backend.storage import people
from backend.storage.embeds import sessions as embeds
from backend.web.access.client import Client
from backend.web.access.cookies import Cookies
from backend.web.access.revoked import Revoked
from backend.web.access.seen import Seen

EMBED = "x-embed"  # a frame's session stands in this header: no cookie, and no other site's page can send it
METRICS = "/metrics"
FRAGMENTS = "/fragments"  # for servers of portals: cookies are not looked at there, too
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_KEY_SECONDS = 5.0
_KEYS_KEPT = 1000
_REFUSALS_KEPT = 10_000

AnyRequest = Request[Any, Any, Any]


def is_api(scope: Mapping[str, Any]) -> bool:
    """For programs: cookies are not looked at."""
    path: str = scope["path"]
    return path.startswith("/api/") or path in ("/api", METRICS)


def is_fragment(scope: Mapping[str, Any]) -> bool:
    path: str = scope["path"]
    return path.startswith(f"{FRAGMENTS}/")


def for_programs(scope: Mapping[str, Any]) -> bool:
    """Whether a refusal is read by a program, which acts on its status: no page is drawn for it."""
    return is_api(scope) or is_fragment(scope)


class Auth:
    """One for each app: `app.state.auth`."""

    def __init__(self, settings: Settings) -> None:
        self.base_path = settings.base_path
        self._read_only = settings.read_only
        self.cookies = Cookies(settings)
        self.forms = FormTokens(settings.secret)
        self.revoked = Revoked()
        self.embeds_ended = Revoked(embeds.ended)
        self.seen = Seen()
        self._sessions = SessionTokens(settings.secret)
        self._embeds = EmbedTokens(settings.secret)
        self._keys: dict[bytes, tuple[float, Client]] = {}
        self._refused: set[tuple[int | None, str]] = set()

    async def identify(self, request: AnyRequest) -> Client | None:
        """None: nobody we know."""
        if is_api(request.scope):
            return await self._program(request.headers.get("authorization", ""))
        if EMBED in request.headers or is_fragment(request.scope):  # whatever cookies come along
            return await self._frame(request, request.headers.get(EMBED, ""))
        return await self._person(request)

    def signed(self, request: AnyRequest) -> SignedSession | None:
        """What the cookie says, if we signed it and it has not expired."""
        text = request.cookies.get(self.cookies.session)
        return self._sessions.read(text, datetime.now(UTC)) if text else None

    async def _person(self, request: AnyRequest) -> Client | None:
        signed = self.signed(request)
        if signed is None:
            return None
        if request.scope["method"] in SAFE_METHODS and self.revoked.vouches_for(signed.session_id):
            return self._client(signed, signed.name, signed.role)
        live = await people.live_person(signed.session_id, hash_token(signed.proof))
        return self._client(signed, live.name, live.role) if live else None

    def _client(self, signed: SignedSession, name: str, role: Role) -> Client:
        self.seen.person(signed.user_id)
        csrf = self.forms.of(signed.proof)
        ids: dict[str, Any] = {"user_id": signed.user_id, "session_id": signed.session_id}
        return Client(name=name, role=role, **ids, read_only=self._read_only, csrf=csrf)

    async def _frame(self, request: AnyRequest, text: str) -> Client | None:
        signed = self._embeds.read(text, datetime.now(UTC))
        if signed is None:
            return None
        known = request.scope["method"] in SAFE_METHODS and self.embeds_ended.vouches_for(signed.session_id)
        live = known or await embeds.is_live(signed.session_id, hash_token(signed.proof))
        if not live:
            return None
        return Client(
            name=signed.name,
            role=signed.role,
            session_id=signed.session_id,
            read_only=self._read_only,
            embed=signed.embed,
        )

    def is_noted(self, client: Client, asked: str) -> bool:
        """Whether this frame was refused the same before: anybody's page may ask for it all day."""
        if client.embed is None:
            return False
        one, known = (client.session_id, asked), (client.session_id, asked) in self._refused
        if len(self._refused) >= _REFUSALS_KEPT:
            self._refused.clear()
        self._refused.add(one)
        return known

    async def _program(self, header: str) -> Client | None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.startswith(KEY_PREFIX):
            return None
        token_hash, now = hash_token(token), time.monotonic()
        read_at, client = self._keys.get(token_hash, (float("-inf"), None))
        if client is None or now - read_at >= _KEY_SECONDS:
            client = await self._keyed(token_hash, now)
        return client

    async def _keyed(self, token_hash: bytes, now: float) -> Client | None:
        key = await people.find_key(token_hash)
        if key is None:
            self._keys.pop(token_hash, None)
            return None
        if len(self._keys) >= _KEYS_KEPT:
            self._keys.clear()
        self.seen.key(key.id)
        client = Client(name=key.name, role=key.role, read_only=self._read_only)
        self._keys[token_hash] = (now, client)
        return client


def auth_of(request: AnyRequest) -> Auth:
    auth: Auth = request.app.state.auth
    return auth


def provide_client(request: AnyRequest, runtime: NamedDependency[Runtime]) -> Client:  # noqa: ARG001  # app.py says why
    """The dependency `client`: whom the route's guard let in."""
    client: Client = request.scope["user"]
    return client
