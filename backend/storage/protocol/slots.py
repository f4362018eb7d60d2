"""Slots: one row for each connection that a third party allows. Who holds it may talk."""

from datetime import timedelta

import msgspec

from backend.domain.integration import Integration
from backend.storage.postgres.database import query, query_one


async def take(integration: int, number: int, lease: timedelta, *, even_held: bool = False) -> int | None:
    """Hold a slot: its fence. None: somebody else holds it, or it is not allowed any more. `even_held`: for who only
    asks; a held integration sends nothing."""
    row = await query_one("take_slot", integration=integration, number=number, lease=lease, even_held=even_held)
    return row["fence"] if row else None


async def keep(integration: Integration, number: int, fence: int, lease: timedelta, *, even_held: bool = False) -> bool:
    """Hold it for another call. False: it was lost, or the integration is held or has other settings: stop."""
    config = msgspec.json.encode(integration.config).decode()
    given = {"integration": integration.id, "number": number, "fence": fence, "lease": lease, "config": config}
    return bool(await query("keep_slot", **given, even_held=even_held))


async def free(integration: int, number: int, fence: int, *, rest: timedelta) -> None:
    """Let go; nobody holds it before `rest` is over."""
    await query("free_slot", integration=integration, number=number, fence=fence, rest=rest)


async def due() -> list[tuple[int, int]]:
    """Free slots of integrations that have something to do now: (integration, number)."""
    return [(row["integration"], row["number"]) for row in await query("due_integrations")]
