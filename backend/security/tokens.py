"""Random tokens, kept only as hashes, and what is signed: sessions and the forms of their pages."""

import hashlib
import hmac
import secrets
from datetime import datetime
from hashlib import blake2b

import msgspec

from backend.domain.roles import Role
from backend.security.seal import derive

KEY_PREFIX = "sync_"

_VERSION = "v1"
_ROLES = {str(role): role for role in Role}


def new_token() -> str:
    """256 random bits, fit for a URL."""
    return secrets.token_urlsafe(32)


def new_api_key() -> str:
    """160 random bits behind a prefix by which a scanner of leaked secrets knows them."""
    return KEY_PREFIX + secrets.token_urlsafe(20)


def hash_token(token: str) -> bytes:
    """What the database keeps: of no use to a thief. Random enough to need neither salt nor work."""
    return hashlib.sha256(token.encode()).digest()


class SignedSession(msgspec.Struct, frozen=True, kw_only=True):
    """What a session cookie says; true at its signing. Whether it still is, the session's row knows."""

    session_id: int
    user_id: int
    role: Role
    name: str
    expires: int  # seconds since 1970
    proof: str  # the session's own secret

    def __repr__(self) -> str:
        return f"SignedSession({self.session_id}, {self.name!r}, {self.role})"


class SessionTokens:
    """Signs sessions and reads them back without a database."""

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "session")

    def sign(self, session: SignedSession) -> str:
        name = session.name.encode().hex()
        parts = (session.session_id, session.user_id, session.role, name, session.expires, session.proof)
        text = ".".join([_VERSION, *map(str, parts)])
        return f"{text}.{mac(self._key, text)}"

    def read(self, text: str, now: datetime) -> SignedSession | None:
        """None: not signed by us, changed, or expired."""
        signed, _, given = text.rpartition(".")
        if not signed or not text.isascii() or not hmac.compare_digest(given, mac(self._key, signed)):
            return None
        _, session_id, user_id, role, name, expires, proof = signed.split(".")
        if int(expires) <= now.timestamp():
            return None
        return SignedSession(
            session_id=int(session_id),
            user_id=int(user_id),
            role=_ROLES[role],
            name=bytes.fromhex(name).decode(),
            expires=int(expires),
            proof=proof,
        )


class FormTokens:
    """Signs what an unsafe request must bring back: bound to one session, so nobody else's token will do."""

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "csrf")

    def of(self, proof: str) -> str:
        """`proof`: the session's secret, or before a sign-in the secret in the form's own cookie."""
        return mac(self._key, proof)

    def match(self, token: str, proof: str) -> bool:
        return bool(proof) and self.same(token, self.of(proof))

    @staticmethod
    def same(token: str, expected: str) -> bool:
        """In a time that tells nothing about where they differ."""
        return token.isascii() and hmac.compare_digest(token, expected)


def mac(key: bytes, text: str) -> str:
    """Keyed BLAKE2b, which is made for this and takes a third of HMAC-SHA256's time: it runs at every request."""
    return blake2b(text.encode(), key=key, digest_size=32).hexdigest()
