"""Job: work off what is due at one integration."""

from typing import Any


async def drain_slot(context: dict[str, Any], *, integration_id: int, slot_number: int) -> None:
    await context["drains"].answer((integration_id, slot_number))
