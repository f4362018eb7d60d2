"""What a list cannot leave, whatever it is asked for: it is part of each of its queries, and of no address."""

import msgspec


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """None: all; empty: none at all."""

    kinds: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None  # as bindings have them: "" is the whole company

    def admit(self, kind: str, entity: str) -> bool:
        return (self.kinds is None or kind in self.kinds) and (self.entities is None or entity in self.entities)

    def admit_all_of(self, kind: str) -> bool:
        """Whatever entity they belong to."""
        return self.entities is None and (self.kinds is None or kind in self.kinds)
