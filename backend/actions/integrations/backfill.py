"""Give an integration a binding for every object, in chunks."""

import msgspec

from backend.actions.bind_objects import new_binding, others_of, unawaited
from backend.domain.objects import ObjectRef, Version
from backend.runtime import Runtime
from backend.storage import integrations, objects
from backend.storage.postgres.database import transaction

_CHUNK = 2_000


async def backfill(runtime: Runtime, integration_id: int) -> None:
    """Idempotent: objects that are bound already are left alone."""
    while await backfill_some(runtime, integration_id):
        pass


async def backfill_some(runtime: Runtime, integration_id: int) -> bool:
    """One chunk; False: every object has its binding.

    No ingest runs meanwhile. One that began before the integration was there has ended, so its versions are read here;
    one that begins afterwards finds the integration, and the bindings made here.
    """
    integration = await integrations.read(integration_id)
    assert integration is not None
    connector, maps = runtime.connector(integration), await integrations.maps(integration_id)
    async with transaction():
        await objects.stop_ingest()
        unbound = await objects.unbound(integration_id, _CHUNK)
        if not unbound:
            await integrations.end_backfill(integration_id)
            return False
        fresh = [new_binding(runtime, integration, one.object, one.kind) for one in unbound]
        created = await objects.insert_bindings(integration_id, fresh)
        carried = [one for one in unbound if one.object in created and one.kind in connector.kinds]
        needs = {created[one.object]: others_of(connector, _version(one), maps) for one in carried}
        await objects.replace_edges(integration_id, needs, unawaited=unawaited(runtime, integration))
    return True


def _version(one: objects.Unbound) -> Version:
    ref, body = ObjectRef(one.kind, one.key), msgspec.json.decode(one.body)
    return Version(ref=ref, number=one.version, entity=one.entity, body=body, hash=one.hash)
