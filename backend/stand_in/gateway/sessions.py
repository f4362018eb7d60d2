"""Sessions and sign-in. Sessions live in memory: after a restart every one of them is invalid."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from backend.stand_in.company.books import Books
from backend.stand_in.company.scenario import Person
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.errors import SignInError
from backend.stand_in.gateway.refusals import sign_in

INVALID_SESSION = sign_in("Invalid session. Please sign in again.")
WRONG_SIGN_IN = sign_in("Sign-in information is incorrect. Check the company id, the user id and the password.")


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and at which level: empty is the top, else an entity's id."""

    sender: str
    user: Person
    level: str


class Session(msgspec.Struct, kw_only=True):
    who: SignedIn
    endpoint: str
    expires_at: datetime


class Sessions:
    """All open sessions of one company; every use pushes the end of one forward."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._open: dict[str, Session] = {}
        self.opened = 0

    def sign_in(self, authentication: dict[str, Any], *, sender: str, endpoint: str) -> SignedIn:
        """By login or by session id; raises SignInError. `endpoint` is where the request came in."""
        if "sessionid" in authentication:
            return self._by_session(leaf(authentication, "sessionid"), sender, endpoint)
        return self._by_login(authentication.get("login"), sender)

    def start(self, who: SignedIn, *, endpoint: str) -> str:
        """`endpoint` is the address that the session is told."""
        session_id = secrets.token_urlsafe(24)
        self._open[session_id] = Session(who=who, endpoint=endpoint, expires_at=self.ends_at())
        self.opened += 1
        return session_id

    def forget(self) -> None:
        """Make every session invalid."""
        self._open.clear()

    def ends_at(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._books.settings.session_seconds)

    def may_open(self, user: Person, level: str) -> bool:
        """Whether there is such an active entity and the user may work at it."""
        if not level:
            return user.entities is None or "" in user.entities
        entity = self._books.named("LOCATIONENTITY", level)
        active = entity is not None and entity.get("STATUS") != "inactive"
        return active and (user.entities is None or level in user.entities)

    def _by_session(self, session_id: str, sender: str, endpoint: str) -> SignedIn:
        session = self._open.get(session_id)
        if session is None or session.who.sender != sender or session.expires_at <= datetime.now(UTC):
            self._open.pop(session_id, None)
            raise SignInError(INVALID_SESSION)
        if self._books.settings.sessions_bound and session.endpoint != endpoint:
            raise SignInError(INVALID_SESSION)
        session.expires_at = self.ends_at()
        return session.who

    def _by_login(self, login: object, sender: str) -> SignedIn:
        given = login if isinstance(login, dict) else {}
        user = self._books.access.users.get(leaf(given, "userid"))
        known = user is not None and secrets.compare_digest(user.password.encode(), leaf(given, "password").encode())
        if user is None or not known or leaf(given, "companyid") != self._books.access.company:
            raise SignInError(WRONG_SIGN_IN)
        level = leaf(given, "locationid")
        if not self.may_open(user, level):
            raise SignInError(
                sign_in(f"The user is not permitted to sign in at the entity '{level}', or there is none.")
            )
        return SignedIn(sender=sender, user=user, level=level)
