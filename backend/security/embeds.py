"""The secrets that hosts of embeds sign with, the tokens they sign, and the sessions of their frames."""

import base64
import hmac
import secrets
from datetime import datetime
from typing import Any

import jwt
import msgspec

from backend.domain.embeds.claims import AUDIENCE, Claims
from backend.domain.embeds.embed import Embed
from backend.domain.roles import Role
from backend.security.seal import derive
from backend.security.tokens import mac

PREFIX = "syncembed_"
MOST_CHARACTERS = 8_000  # of a token
MOST_OF_A_SESSION = 6_000  # which stands in a header: servers and proxies take 8 KB
_ALGORITHM = "HS256"  # said here, never by a token
_HEADER = {"alg", "typ", "kid"}  # nothing that names a key or a place of one


NOT_SIGNED = "iss: no embed key of this name that works signed this token"  # one answer: names are not tried out


class TokenError(Exception):
    """A token was not taken; the text says why, and repeats nothing of it."""


def new_embed_secret() -> str:
    """256 random bits behind a prefix by which a scanner of leaked secrets knows them."""
    return PREFIX + secrets.token_urlsafe(32)


def issuer_of(token: str) -> str:
    """Whose key it says to be signed with. Nothing else of it counts before that. Raises TokenError."""
    if len(token) > MOST_CHARACTERS:
        raise TokenError("The token is too long")
    try:
        header, content = jwt.get_unverified_header(token), _decoded(token, "", verify_signature=False)
    except (jwt.PyJWTError, ValueError) as problem:
        raise TokenError("This is no JWT") from problem
    if header.get("alg") != _ALGORITHM or not set(header) <= _HEADER:
        raise TokenError("The token must be signed with HS256, and its header may name alg, typ and kid only")
    issuer = content.get("iss")
    return issuer if isinstance(issuer, str) else ""


def claims_of(token: str, secret: str) -> Claims:
    """Signed with this secret, and for us. Times are not looked at: the database's clock knows. Raises TokenError."""
    try:
        return msgspec.convert(_decoded(token, secret), Claims)
    except msgspec.ValidationError as problem:
        raise TokenError(f"The token's claims: {problem}") from problem
    except jwt.InvalidSignatureError as problem:
        raise TokenError(NOT_SIGNED) from problem
    except (jwt.PyJWTError, ValueError) as problem:
        raise TokenError(f"The token is not right: {problem}") from problem


def _decoded(token: str, secret: str, **more: bool) -> dict[str, Any]:
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, **more}
    found: dict[str, Any] = jwt.decode(token, secret, algorithms=[_ALGORITHM], audience=AUDIENCE, options=options)
    return found


class SignedEmbed(msgspec.Struct, frozen=True, kw_only=True):
    """What a frame brings with each request; true at its signing. Whether it still is, its row knows."""

    session_id: int
    name: str  # whose key, and who looks
    role: Role
    embed: Embed
    expires: int  # seconds since 1970
    proof: str

    def __repr__(self) -> str:
        return f"SignedEmbed({self.session_id}, {self.name!r}, {self.role})"


class EmbedTokens:
    """Signs sessions of frames and reads them back without a database."""

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "embed")

    def sign(self, session: SignedEmbed) -> str:
        """Raises TokenError."""
        text = base64.urlsafe_b64encode(msgspec.json.encode(session)).decode()
        signed = f"{text}.{mac(self._key, text)}"
        if len(signed) > MOST_OF_A_SESSION:
            raise TokenError("kinds, entities: too many for the header that carries them; name fewer")
        return signed

    def read(self, text: str, now: datetime) -> SignedEmbed | None:
        """None: not signed by us, changed, or expired."""
        signed, _, given = text.rpartition(".")
        if not signed or not text.isascii() or not hmac.compare_digest(given, mac(self._key, signed)):
            return None
        found = _session(signed)
        return found if found and found.expires > now.timestamp() else None


def _session(text: str) -> SignedEmbed | None:
    """None: another version of ours signed it, which had other fields."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text), type=SignedEmbed)
    except (msgspec.DecodeError, ValueError):
        return None
