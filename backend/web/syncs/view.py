"""Which part of a sync its page shows: the address has it, and every poll."""

from urllib.parse import urlencode

import msgspec

from backend.domain.syncs.outcomes import Outcome
from backend.web.access.auth import AnyRequest


class SyncView(msgspec.Struct, frozen=True):
    number: int
    outcome: Outcome | None = None  # None: all
    after: int = 0  # the object with which the page before ended

    @property
    def name(self) -> str:
        """As `Unchanged` names it."""
        return f"sync={self.number}{'&' if self.query else ''}{self.query}"

    @property
    def query(self) -> str:
        given = {"outcome": self.outcome or "", "after": str(self.after or "")}
        return urlencode({name: value for name, value in given.items() if value})


def view_of(request: AnyRequest, number: int) -> SyncView:
    """What cannot be read shows all from the beginning."""
    outcome, after = (request.query_params.get(name, "") for name in ("outcome", "after"))
    return SyncView(
        number,
        Outcome(outcome) if outcome in list(Outcome) else None,
        int(after) if after.isdecimal() and len(after) < 19 else 0,
    )
