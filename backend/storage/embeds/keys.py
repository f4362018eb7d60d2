"""The keys that hosts of embeds sign with."""

from datetime import datetime

import msgspec

from backend.domain.roles import Role
from backend.storage.postgres.database import query_one


class EmbedKey(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    role: Role  # the most that its tokens may grant
    secret: str  # sealed
    now: datetime  # as the database has it

    def __repr__(self) -> str:
        return f"EmbedKey({self.id}, {self.name!r}, {self.role})"


def place_of_embed_secret(name: str) -> str:
    """Where it is sealed for."""
    return f"embed_key/{name}"


async def insert(name: str, role: Role, secret: str) -> bool:
    """Whether the name was free."""
    return await query_one("embeds_insert_key", name=name, role=role, secret=secret) is not None


async def find(name: str) -> EmbedKey | None:
    """One that works."""
    row = await query_one("embeds_find_key", name=name) if name.isprintable() else None
    return msgspec.convert(dict(row), EmbedKey) if row else None


async def revoke(name: str) -> bool:
    """Whether there was one to revoke."""
    return await query_one("embeds_revoke_key", name=name) is not None
