"""Who asks: a person with a session, or a program with a key."""

from typing import Literal

import msgspec

from backend.domain.roles import Role

INGEST: Literal["ingest"] = "ingest"


class Client(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role | Literal["ingest"]
    user_id: int | None = None
    api_key_id: int | None = None
    session_id: int | None = None
    csrf: str = ""  # what this session's unsafe requests bring back

    def __repr__(self) -> str:
        return f"Client({self.name!r}, {self.role})"
