"""What the oracle says of a run: figures, and the promises that broke with the objects that show it."""

from dataclasses import dataclass, field
from typing import Any

Ref = tuple[str, str]  # kind and key


@dataclass
class Findings:
    """`broken`: promise → what shows it. A promise that was looked at and holds has an empty list."""

    figures: dict[str, Any] = field(default_factory=dict)
    broken: dict[str, list[tuple[Ref | None, str]]] = field(default_factory=dict)

    def check(self, promise: str, shown: list[tuple[Ref | None, str]]) -> None:
        self.broken[promise] = self.broken.get(promise, []) + shown

    @property
    def failed(self) -> dict[str, list[tuple[Ref | None, str]]]:
        return {promise: shown for promise, shown in self.broken.items() if shown}

    def refs(self, most: int = 6) -> list[Ref]:
        """The objects that show what broke, some of each promise."""
        found = [ref for shown in self.failed.values() for ref, _ in shown[:2] if ref]
        return list(dict.fromkeys(found))[:most]
