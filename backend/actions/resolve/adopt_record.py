"""A person says that a record found under an object's number is that object."""

from backend.actions.resolve.take import Taken, go_on, put, soon, take
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.events import Adopted
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import Sentence
from backend.domain.status import RESOLVE_FIRST
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import records


async def adopt_record(
    runtime: Runtime, integration: Integration, binding: int, remote_id: str, *, by: str
) -> str | Problem:
    """T15: only a record that the last look saw. It is compared at once, and nothing is sent over it by itself."""
    try:
        async with transaction():
            done = await _adopt(integration, binding, remote_id, by)
    except records.RecordTakenError:  # at this very moment
        return await _belongs_to_another(integration, binding, remote_id) or _taken(
            remote_id, Sentence("another object")
        )
    if isinstance(done, Problem):
        return done
    said = Sentence(
        "Adopted record %(record)s. What it holds is compared %(soon)s; nothing is sent over it by itself.",
        record=done.number or done.id,
        soon=soon(runtime, integration),
    )
    return await go_on(runtime, integration, binding, said)


async def _adopt(integration: Integration, binding: int, remote_id: str, by: str) -> RemoteRef | Problem:
    taken = await take(integration, binding)
    if isinstance(taken, Problem):
        return taken
    seen = await records.foreign_records(binding)
    if problem := _refusal(taken, remote_id, seen) or await _belongs_to_another(integration, binding, remote_id):
        return problem
    record, level = seen[remote_id]
    await records.link(integration.id, [(binding, record)])
    facts = {"record": record.id, "number": record.number, "seen": list(seen)}
    await put(integration, taken, Adopted(record.number or record.id, level), by=by, deed="record.adopted", facts=facts)
    return record


def _refusal(taken: Taken, remote_id: str, seen: dict[str, tuple[RemoteRef, str]]) -> Problem | None:
    if taken.row.park not in RESOLVE_FIRST:
        return Problem("object", Sentence("There is nothing to adopt: no foreign record stands in the way"))
    if remote_id not in seen:
        words = Sentence("The last look did not see a record %(record)s; it saw %(seen)s")
        return Problem("record", words.with_values(record=repr(remote_id), seen=", ".join(seen)))
    return None


async def _belongs_to_another(integration: Integration, binding: int, remote_id: str) -> Problem | None:
    owner = await records.owner_of(integration.id, binding, remote_id)
    return _taken(remote_id, owner) if owner else None


def _taken(remote_id: str, owner: str) -> Problem:
    return Problem("record", Sentence("Record %(record)s belongs to %(owner)s already", record=remote_id, owner=owner))
