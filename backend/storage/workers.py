"""Which workers live, and what nobody took up that should have moved by now: an alarm, never a state."""

from datetime import datetime, timedelta

from backend.storage.postgres.database import query, query_one

LATE = timedelta(minutes=2)  # the loops of any process come by every two seconds


async def note(name: str) -> None:
    await query("note_worker", name=name)


async def forget(name: str) -> None:
    await query("forget_worker", name=name)


async def alive() -> tuple[int, datetime | None]:
    """How many were heard of in the last 15 seconds, and when any was last."""
    row = await query_one("living_workers")
    assert row is not None
    return row["alive"], row["seen_at"]


async def lives_at(host: str) -> bool:
    """Whether one of this host was heard of in the last 15 seconds."""
    row = await query_one("worker_of_host", prefix=f"{host}:")
    return bool(row and row["lives"])


async def overdue(integration: int | None = None) -> dict[int, datetime]:
    """Since when something should have moved, by integration; of one, or of all."""
    return {row["integration"]: row["since"] for row in await query("overdue", integration=integration, late=LATE)}
