"""What a connector carries, and what codes are called there."""

import msgspec


class CarriedKind(msgspec.Struct, frozen=True, kw_only=True):
    """How a connector carries one kind."""

    name: str
    remote_name: str  # what it is called there (ARINVOICE)
    awaited: bool = True  # False: it is often set up there by people, and waited for only once one was received


class Maps(msgspec.Struct, frozen=True):
    """Value maps: name → (code → value). `*` answers for codes without an entry."""

    entries: dict[str, dict[str, str]] = {}

    def find(self, name: str, code: str) -> str | None:
        entries = self.entries.get(name, {})
        return entries.get(code, entries.get("*"))
