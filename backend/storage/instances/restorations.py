"""What is left to do after a restoration."""

from datetime import timedelta

from backend.storage.postgres.database import query


async def hold_all(reason: str) -> None:
    await query("hold_restored", reason=reason)


async def still_open() -> list[int]:
    """Integrations with bindings that are not marked yet."""
    return [row["id"] for row in await query("open_restorations")]


async def lock(integration: int) -> bool:
    """Until the transaction ends. False: another process marks, or all are marked."""
    return bool(await query("lock_restoration", integration=integration))


async def next_ids(integration: int, most: int) -> list[int]:
    """Of bindings to mark, the highest first."""
    return [row["id"] for row in await query("next_restored", integration=integration, most=most)]


async def move(integration: int, below: int | None) -> None:
    """None: all are marked."""
    await query("move_restoration", integration=integration, below=below)


async def end(integration: int, quarantine: timedelta) -> bool:
    """False: it was not restored, is not marked to the end yet, or what was sent before may still be carried out."""
    return bool(await query("end_restoration", integration=integration, quarantine=quarantine))
