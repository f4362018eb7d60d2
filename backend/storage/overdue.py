"""What is pending and should have moved by now: an alarm, never a state."""

from datetime import datetime, timedelta

from backend.storage.postgres.database import query

LATE = timedelta(minutes=2)  # the loops of any process come by every two seconds


async def overdue(integration: int | None = None) -> dict[int, datetime]:
    """Since when, by integration; of one, or of all."""
    return {row["integration"]: row["since"] for row in await query("overdue", integration=integration, late=LATE)}
