"""A person takes what support needs to know of one object out of the house."""

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from backend.domain.integrations.integration import Integration
from backend.domain.objects import ObjectRef
from backend.storage import audits
from backend.storage.postgres.database import transaction
from backend.storage.screens.objects.bundles import bundle
from backend.storage.screens.objects.detail import detail


async def make_bundle(integration: Integration, ref: ObjectRef, *, by: str) -> dict[str, Any] | None:
    """None: this integration has no such object."""
    found = await detail(integration.id, ref.kind, ref.key)
    if found is None:
        return None
    made = {
        "syncline": version("syncline"),
        "made_at": datetime.now(UTC),
        "made_by": by,
        "integration": {"id": integration.id, "name": integration.name, "connector": integration.connector},
        **await bundle(found),
    }
    async with transaction():
        await audits.write(by, "object.bundled", integration.id, subject=str(ref))
    return made
