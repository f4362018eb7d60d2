"""What one line of the journal says: everything that one request changed, whole or not at all."""

from typing import Any

import msgspec

from backend.stand_in.company.scenario import Person
from backend.stand_in.company.settings import Settings


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Who may sign in, and to which company."""

    company: str = ""
    senders: dict[str, Person] = {}
    users: dict[str, Person] = {}


class Commit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Records as they are afterwards; ledger lines as they will be read."""

    puts: list[tuple[str, dict[str, Any]]] = []
    drops: list[tuple[str, str]] = []
    done: list[tuple[str, str]] = []
    ledger: list[msgspec.Raw] = []
    settings: Settings | None = None
    access: Access | None = None

    @property
    def empty(self) -> bool:
        return self == Commit()
