"""What a token claims that the host of an embed signed, and why a claim is not taken."""

from datetime import datetime, timedelta

import msgspec

from backend.domain.grid.bounds import Bounds
from backend.domain.kinds.registry import KINDS
from backend.domain.levels import TOP
from backend.domain.roles import Role

AUDIENCE = "embed"
ROLES = (Role.VIEWER, Role.OPERATOR)  # never more
LONGEST = timedelta(minutes=10)
SKEW = timedelta(seconds=30)  # between the host's clock and the database's
MOST_CHARACTERS = 100  # of `jti` and `sub`
MOST_NAMED = 200  # kinds, or entities


class Claims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that is not known is refused: `entity` for `entities` must not show all of them."""

    iss: str
    aud: str
    jti: str
    nbf: float
    exp: float
    role: str
    integration: int
    iat: float = 0
    sub: str = ""  # who looks, as the host knows them
    kinds: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None  # `top`: of the whole company

    @property
    def bounds(self) -> Bounds:
        """In one order, so that those who may see the same share what was drawn."""
        entities = None if self.entities is None else ("" if one == TOP else one for one in self.entities)
        kinds = None if self.kinds is None else tuple(sorted(set(self.kinds)))
        return Bounds(kinds=kinds, entities=None if entities is None else tuple(sorted(set(entities))))


def claims_problem(claims: Claims, most: Role, now: datetime) -> str:
    """For whoever writes the host. `most`: what the key that signed it may grant. "": all of it is taken."""
    return _time_problem(claims, now.timestamp()) or _role_problem(claims, most) or _text_problem(claims)


def _time_problem(claims: Claims, now: float) -> str:
    skew = SKEW.total_seconds()
    if not claims.exp > now - skew:
        return "exp: the token has expired"
    if not claims.exp <= now + LONGEST.total_seconds() + skew:
        return f"exp: at most {LONGEST.seconds // 60} minutes from now"
    return "" if claims.nbf <= now + skew else "nbf: the token is not valid yet; compare the clocks"


def _role_problem(claims: Claims, most: Role) -> str:
    if claims.role not in ROLES:
        return f"role: expected {' or '.join(ROLES)}"
    return "" if most.may(Role(claims.role)) else f"role: the key grants {most} at most"


def _text_problem(claims: Claims) -> str:
    kinds, entities = claims.kinds or (), claims.entities or ()
    if not all(map(_fits, (claims.jti, claims.sub or "-", *entities))):
        return f"jti, sub, entities: expected 1 to {MOST_CHARACTERS} printable characters"
    if max(len(kinds), len(entities)) > MOST_NAMED:
        return f"kinds, entities: at most {MOST_NAMED} names"
    unknown = next((one for one in kinds if one not in KINDS), None)
    return "" if unknown is None else f"kinds: there is no kind {unknown[:MOST_CHARACTERS]!r}"


def _fits(text: str) -> bool:
    return 0 < len(text) <= MOST_CHARACTERS and text.isprintable()
