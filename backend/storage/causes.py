"""What people write down about causes."""

from datetime import datetime

import msgspec

from backend.storage.postgres.database import query, query_one


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A cause, and what stands beside it."""

    sentence: str
    note: str
    owner: str
    noted_at: datetime | None  # None: nobody wrote anything yet

    @property
    def written(self) -> str:
        return written(self.noted_at)


def written(at: datetime | None) -> str:
    """When, exactly; "": never. Who writes upon something else than what stands there has not seen it."""
    return at.isoformat() if at else ""


async def lock(integration: int, number: int) -> Noted | None:
    """None: this integration has no such cause."""
    row = await query_one("lock_cause", integration=integration, cause=number)
    return Noted(**dict(row)) if row else None


async def note(number: int, *, note: str, owner: str, by: str) -> None:
    await query("note_cause", cause=number, note=note, owner=owner, by=by)
