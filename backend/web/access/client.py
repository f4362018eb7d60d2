"""Who asks: a person with a session, a program with a key, or a frame with a session of its own."""

import msgspec

from backend.domain.embeds.embed import Embed
from backend.domain.roles import Role


class Client(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role | None  # None: a key that may only hand over object versions
    user_id: int | None = None
    session_id: int | None = None  # of a person, or of a frame
    read_only: bool = False  # the installation is: nothing is pressed
    csrf: str = ""  # what this session's unsafe requests bring back
    embed: Embed | None = None  # a frame in somebody's page

    def may(self, needed: Role) -> bool:
        return self.role is not None and self.role.may(needed)

    def acts(self, needed: Role) -> bool:
        """May press what this role may."""
        return self.may(needed) and not self.read_only

    def __repr__(self) -> str:
        return f"Client({self.name!r}, {self.role})"
