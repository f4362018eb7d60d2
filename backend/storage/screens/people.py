"""People and keys as the screens show them."""

from datetime import datetime

import msgspec

from backend.domain.roles import Role
from backend.storage.postgres.database import query


class Person(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role
    disabled: bool
    has_password: bool  # else they sign in by links only
    seen_at: datetime | None
    last_admin: bool  # nobody else could administer


class Key(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role | None  # None: it may only hand over object versions
    created_at: datetime
    used_at: datetime | None


class EmbedKey(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role  # the most that its tokens may grant
    created_at: datetime
    used_at: datetime | None


async def everybody() -> list[Person]:
    """Those who may sign in first."""
    return [msgspec.convert(dict(row), Person) for row in await query("screen_people")]


async def working_keys() -> list[Key]:
    return [msgspec.convert(dict(row), Key) for row in await query("screen_keys")]


async def working_embed_keys() -> list[EmbedKey]:
    return [msgspec.convert(dict(row), EmbedKey) for row in await query("screen_embed_keys")]
