"""What one line of the journal says: everything that one request changed, whole or not at all."""

from typing import Any

import msgspec

from backend.stand_in.company.scenario import Person
from backend.stand_in.company.settings import Settings
from backend.stand_in.gateway.errors import GatewayError


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One record before and after; None is: not there."""

    name: str
    number: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Who may sign in, and to which company."""

    company: str = ""
    senders: dict[str, Person] = {}
    users: dict[str, Person] = {}


class Accepted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An asynchronous request that was acknowledged: what was asked, who was signed in, how its answer is brought."""

    id: str
    body: bytes
    endpoint: str
    url: str
    user: str = ""  # empty: nobody was, and its answer will say so
    level: str = ""
    refusals: dict[int, GatewayError] = {}
    wait: float = 0  # seconds that the work takes
    late: float = 0  # seconds that the answer comes after it
    copies: int = 1


class Commit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Records as they are afterwards; ledger lines as they will be read.

    `answered`: what accepted requests brought about. `finished`: those of them that nothing is left to do for.
    """

    puts: list[tuple[str, dict[str, Any]]] = []
    drops: list[tuple[str, str]] = []
    done: list[tuple[str, str]] = []
    ledger: list[msgspec.Raw] = []
    settings: Settings | None = None
    access: Access | None = None
    accepted: list[Accepted] = []
    answered: list[tuple[str, bytes]] = []
    finished: list[str] = []

    @property
    def empty(self) -> bool:
        return self == Commit()
