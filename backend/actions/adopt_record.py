"""A person says that a record found under an object's number is that object."""

from backend.domain.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Adopted
from backend.domain.push import RemoteRef
from backend.domain.status import Park
from backend.storage import audits, syncs
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings
from backend.storage.protocol.bindings import Change


async def adopt_record(integration: Integration, binding: int, remote_id: str, *, by: str) -> str | Problem:
    """T15: only a record that the last look saw. What it holds is overwritten when the object is next synchronized."""
    try:
        async with transaction():
            done = await _adopt(integration, binding, remote_id, by)
    except attempts.RecordTakenError:  # at this very moment
        return await _belongs_to_another(integration, binding, remote_id) or _taken(remote_id, "another object")
    return done or f"Adopted record {remote_id}. Synchronize sends the current version over it."


async def _adopt(integration: Integration, binding: int, remote_id: str, by: str) -> Problem | None:
    ours = [one.id for one in await syncs.candidates(integration.id, [binding])]
    rows, now = await bindings.lock(ours)
    if not rows or rows[0].park is not Park.FOREIGN:
        return Problem("object", "There is nothing to adopt: no foreign record stands in the way")
    seen = await attempts.foreign_records(binding)
    if remote_id not in seen:
        return Problem("remote_id", f"The last look did not see a record {remote_id!r}")
    if taken := await _belongs_to_another(integration, binding, remote_id):
        return taken
    await attempts.link(integration.id, [(binding, RemoteRef(id=remote_id))])
    change = Change(rows[0], decide(rows[0], Adopted(remote_id, seen[remote_id]), now))
    await bindings.apply([change], integration=integration.id)
    await audits.write(by, "record.adopted", integration.id, subject=str(binding), facts={"record": remote_id})
    return None


async def _belongs_to_another(integration: Integration, binding: int, remote_id: str) -> Problem | None:
    owner = await attempts.owner_of(integration.id, binding, remote_id)
    return _taken(remote_id, owner) if owner else None


def _taken(remote_id: str, owner: str) -> Problem:
    return Problem("remote_id", f"Record {remote_id} belongs to {owner} already")
