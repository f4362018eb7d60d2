"""Which part of a sync its page shows: the address has it, and every poll."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec

from backend.domain.syncs.outcomes import Outcome
from backend.web.access.auth import AnyRequest


class SyncView(msgspec.Struct, frozen=True):
    number: int
    outcome: Outcome | None = None  # None: all
    after: int = 0  # the object with which the page before ended
    acts: bool = False  # with the button of those who may press
    can_undo: bool = False  # still: drawn apart, as no change tells that it is over

    @property
    def name(self) -> str:
        """As `Unchanged` names it, which is not asked while it can be undone."""
        given = {"acts": "1" if self.acts else "", "outcome": self.outcome or "", "after": str(self.after or "")}
        given["undo"] = "1" if self.can_undo else ""
        return urlencode({"sync": self.number} | {name: value for name, value in given.items() if value})


def view_of(request: AnyRequest, number: int) -> SyncView:
    """What cannot be read shows all from the beginning."""
    outcome, after, acts, undo = (request.query_params.get(name, "") for name in ("outcome", "after", "acts", "undo"))
    return SyncView(
        number,
        Outcome(outcome) if outcome in list(Outcome) else None,
        int(after) if after.isdecimal() and len(after) < 19 else 0,
        acts=acts == "1",
        can_undo=undo.isdecimal() and len(undo) < 19 and int(undo) > datetime.now(UTC).timestamp(),
    )
