"""People, their sessions and links, and API keys."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from backend.domain.roles import Role
from backend.storage.postgres.database import UNAVAILABLE, Record, query, query_one

_NAMED = 3


class User(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    role: Role
    disabled: bool
    password_hash: str | None

    def __repr__(self) -> str:
        return f"User({self.id}, {self.name!r}, {self.role})"


class LivePerson(msgspec.Struct, frozen=True, kw_only=True):
    """Whose session it is, as of now."""

    id: int
    name: str
    role: Role


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    role: Role
    expires_at: datetime


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    role: Role | None  # None: `ingest`


async def find_user(name: str) -> User | None:
    if not name.isprintable():  # nobody's name; Postgres would not even take a NUL
        return None
    row = await query_one("people_find_user", name=name)
    return msgspec.convert(dict(row), User) if row else None


async def every_user() -> list[User]:
    return [msgspec.convert(dict(row), User) for row in await query("people_every_user")]


async def insert_user(name: str, role: Role, password_hash: str | None) -> int | None:
    """None: the name is taken."""
    row = await query_one("people_insert_user", name=name, role=role, password_hash=password_hash)
    return row["id"] if row else None


async def lock_admins() -> list[int]:
    """Until the end of the transaction nobody else changes who administers."""
    return [row["id"] for row in await query("people_lock_admins")]


async def admins() -> list[str]:
    """The first few names of those who can change what people may do."""
    return [row["name"] for row in await query("people_admins", most=_NAMED)]


async def disable_user(id_: int) -> None:
    await query("people_disable_user", id=id_)


async def enable_user(id_: int) -> None:
    await query("people_enable_user", id=id_)


async def set_role(id_: int, role: Role) -> None:
    await query("people_set_role", id=id_, role=role)


async def set_password(id_: int, password_hash: str) -> None:
    await query("people_set_password", id=id_, password_hash=password_hash)


async def insert_session(
    user: int, token_hash: bytes, lifetime: timedelta, *, password_hash: str | None
) -> NewSession | None:
    """None: there is no such person, or they are disabled; or their password is not the one of this hash, if given."""
    given = {"token_hash": token_hash, "lifetime": lifetime, "password_hash": password_hash}
    row = await query_one("people_insert_session", user=user, **given)
    return msgspec.convert(dict(row), NewSession) if row else None


async def live_person(session: int, token_hash: bytes) -> LivePerson | None:
    row = await query_one("people_live_session", id=session, token_hash=token_hash)
    return msgspec.convert(dict(row), LivePerson) if row else None


async def end_session(id_: int) -> bool:
    """Whether it was open."""
    return await query_one("people_end_session", id=id_) is not None


async def end_sessions(user: int) -> None:
    """Everywhere, and the links that would open new ones."""
    await query("people_end_sessions", user=user)
    await query("people_drop_links", user=user)


async def end_others(user: int, *, but: int) -> None:
    """All but this session, and the links that would open new ones."""
    await query("people_end_others", user=user, but=but)
    await query("people_drop_links", user=user)


async def note_seen(people: Sequence[int], keys: Sequence[int]) -> None:
    await query("people_note_seen", people=people, keys=keys)


async def ended_sessions() -> frozenset[int] | None:
    """Those whose cookies still look valid. None: the database cannot be asked just now."""
    try:
        return frozenset(row["id"] for row in await query("people_ended_sessions"))
    except UNAVAILABLE:
        return None


async def insert_link(name: str, token_hash: bytes, lifetime: timedelta) -> bool:
    """Whether there is somebody of that name who may sign in."""
    return await query_one("people_insert_link", name=name, token_hash=token_hash, lifetime=lifetime) is not None


async def use_link(token_hash: bytes) -> int | None:
    """Whose link it was; None: unknown, used or too old."""
    row = await query_one("people_use_link", token_hash=token_hash)
    return row["user"] if row else None


async def insert_key(name: str, token_hash: bytes, role: str) -> int | None:
    """None: the name is taken by a key that works."""
    row = await query_one("people_insert_key", name=name, token_hash=token_hash, role=role)
    return row["id"] if row else None


async def find_key(token_hash: bytes) -> ApiKey | None:
    row = await query_one("people_find_key", token_hash=token_hash)
    return _key(row) if row else None


async def every_key() -> list[ApiKey]:
    return [_key(row) for row in await query("people_every_key")]


def _key(row: Record) -> ApiKey:
    return ApiKey(id=row["id"], name=row["name"], role=Role(row["role"]) if row["role"] in [*Role] else None)


async def revoke_key(name: str) -> bool:
    """Whether there was one to revoke."""
    return await query_one("people_revoke_key", name=name) is not None
