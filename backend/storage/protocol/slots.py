"""Slots: one row for each connection that a third party allows. Who holds it may talk."""

from datetime import timedelta

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.line.state import LineState
from backend.storage.postgres.database import query, query_one
from backend.storage.protocol.lines import state_of


class Taken(msgspec.Struct, frozen=True):
    """`line`: as it was known then."""

    fence: int
    line: LineState

    @property
    def probe(self) -> bool:
        """Whether its one call finds out if the line works again."""
        return self.line.breaker.is_open


class Hold(msgspec.Struct, frozen=True):
    """A slot that is to be held for another call."""

    number: int
    fence: int
    lease: timedelta
    probe: bool  # that call finds out if the line works again


async def take(integration: int, number: int, lease: timedelta, *, only_asks: bool = False) -> Taken | None:
    """Hold a slot. None: somebody else holds it, or it is not allowed now. `only_asks`: nothing is sent over it, so the
    integration may be held, and its breaker open."""
    row = await query_one("take_slot", integration=integration, number=number, lease=lease, only_asks=only_asks)
    return Taken(row["fence"], state_of(row)) if row else None


class Kept(msgspec.Struct, frozen=True):
    """A slot that is held for another call."""

    withdrawing: bool  # something may wait of syncs that were stopped


async def keep(
    integration: Integration,
    number: int,
    fence: int,
    lease: timedelta,
    *,
    only_asks: bool = False,
    probe: bool = False,
) -> Kept | None:
    """Hold it for another call. None: it was lost, the integration is held, or has other settings, its line is closed
    to this slot, or the database was restored: stop."""
    given = {"number": number, "fence": fence, "lease": lease, "probe": probe} | as_read(integration)
    row = await query_one("keep_slot", **given, only_asks=only_asks)
    return Kept(row["withdrawing"]) if row else None


def as_read(integration: Integration) -> dict[str, object]:
    """What must still be so of it when something is sent."""
    config = msgspec.json.encode(integration.config).decode()
    return {"integration": integration.id, "config": config, "restored_at": integration.restored_at}


async def free(integration: int, number: int, fence: int, *, rest: timedelta) -> None:
    """Let go; nobody holds it before `rest` is over."""
    await query("free_slot", integration=integration, number=number, fence=fence, rest=rest)


async def due() -> list[tuple[int, int]]:
    """Free slots of integrations that have something to do now: (integration, number)."""
    return [(row["integration"], row["number"]) for row in await query("due_integrations")]


async def due_at(integration: int) -> list[tuple[int, int]]:
    """Those of one integration."""
    return [slot for slot in await due() if slot[0] == integration]
