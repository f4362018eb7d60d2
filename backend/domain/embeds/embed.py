"""What a frame in somebody's page shows."""

from enum import StrEnum

import msgspec

from backend.domain.grid.bounds import Bounds


class Size(StrEnum):
    BADGE = "badge"  # counts only
    PANEL = "panel"  # what is in error, and what can be done about it
    FULL = "full"  # the list with its filters


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    integration: int
    bounds: Bounds
    size: Size

    @property
    def view(self) -> str:
        """Beside a filter, it says all that a drawing depends on."""
        return f"embed={self.size} {self.bounds}"
