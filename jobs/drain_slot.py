"""Job: work off what is due at one integration."""

from typing import Any

from backend.actions import drain_slot as action


async def drain_slot(context: dict[str, Any], *, integration_id: int, slot_number: int) -> None:
    await action.drain_slot(context["runtime"], integration_id, slot_number)
