"""What would be sent now: the same code as the push, and nothing is written."""

import msgspec

from backend.actions.push.build_pushes import CannotSend, build_pushes
from backend.domain.levels import push_level
from backend.domain.objects import Category
from backend.domain.status import RESOLVE_FIRST, Park, Phase
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import bindings


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    refused: str  # why it cannot be sent, or what it waits for; "" when it can
    operation: str = ""  # "": in step, nothing would be sent
    level: str = ""
    text: str = ""


async def preview_push(runtime: Runtime, integration_id: int, binding: int) -> Preview:
    integration = await integrations.read(integration_id)
    assert integration is not None
    (row,) = await bindings.read([binding])
    if row.linked and row.synced_hash == row.desired_hash:
        return Preview(refused="")
    if row.phase is Phase.PARKED and row.park in RESOLVE_FIRST:
        return Preview(refused=_undecided(runtime.connector(integration).label, row.park))
    (built,) = await build_pushes(runtime, integration, [row])
    if isinstance(built, CannotSend):
        return Preview(refused=built.sentence)
    level = push_level(
        Category(row.category),
        built.load.version.entity,
        setting=integration.transaction_level,
        overrides=integration.level_overrides,
        fixed=row.level,
    )
    text = (built.push.payload.before + built.push.payload.content).decode()
    return Preview(refused="", operation=built.push.operation, level=level, text=text)


def _undecided(third_party: str, park: Park | None) -> str:
    if park is Park.FOREIGN:
        there = f"{third_party} has a record with this key that Syncline did not make"
        return f"Nothing, until you decide: {there}. Adopt it, or give this object another number."
    return f"Nothing, until you decide: {third_party} has several records with this key."
