"""Who did what, when: rows that stay."""

from typing import Any

import msgspec

from backend.storage.postgres.database import query


async def write(
    actor: str, action: str, integration: int | None = None, *, subject: str = "", facts: dict[str, Any] | None = None
) -> None:
    """Joins the open transaction, so that no act is kept without its row."""
    known = msgspec.json.encode(facts or {}).decode()
    await query("insert_audit", actor=actor, action=action, integration=integration, subject=subject, facts=known)
