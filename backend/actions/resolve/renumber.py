"""A person gives an object another number at the third party, because its own belongs to somebody else's record."""

from msgspec.structs import replace

from backend.actions.push.build_pushes import CannotSend, build_pushes
from backend.actions.resolve.take import Taken, go_on, put, soon, take
from backend.domain.ingest.envelope import key_problem
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.events import Renumbered
from backend.domain.status import Park
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, loads, numbers


async def renumber(runtime: Runtime, integration: Integration, binding: int, number: str, *, by: str) -> str | Problem:
    """Its key here, and its deduplication keys, stay. It keeps the number with every later version."""
    if sentence := key_problem(number):
        return Problem("number", sentence)
    if problem := await _unwritable(runtime, integration, binding, number):
        return problem
    try:
        async with transaction():
            problem = await _renumber(integration, binding, number, by)
    except numbers.NumberTakenError:  # at this very moment
        return await _taken(binding, number) or Problem("number", f"{number} was just given to another object")
    if problem:
        return problem
    said = f"It goes there as {number}: that number is looked up {soon(runtime, integration)}, before it is sent."
    return await go_on(runtime, integration, binding, said)


async def _unwritable(runtime: Runtime, integration: Integration, binding: int, number: str) -> Problem | None:
    """Why the connector cannot send it so. Builds what would be sent, outside of any transaction."""
    rows, loaded = await bindings.read([binding]), await loads.load([binding])
    if not rows or rows[0].park is not Park.FOREIGN:
        return None  # refused below, where it is locked
    as_sent = {binding: replace(loaded[binding], given=number)}
    (built,) = await build_pushes(runtime, integration, rows, instead=as_sent)
    return Problem("number", f"It cannot be sent so: {built.sentence}") if isinstance(built, CannotSend) else None


async def _renumber(integration: Integration, binding: int, number: str, by: str) -> Problem | None:
    taken = await take(integration, binding)
    if isinstance(taken, Problem):
        return taken
    (load,) = (await loads.load([binding])).values()
    before = load.given or taken.ref.key
    if problem := _refusal(taken, number, before) or await _taken(binding, number):
        return problem
    await numbers.give(binding, number, by=by)
    facts = {"number": number, "before": before, "epoch": taken.row.create_epoch}
    await put(integration, taken, Renumbered(), by=by, deed="object.renumbered", facts=facts)
    return None


def _refusal(taken: Taken, number: str, before: str) -> Problem | None:
    if taken.row.park is not Park.FOREIGN or taken.row.linked:
        return Problem("object", "Only an object whose number belongs to a foreign record gets another one")
    return Problem("number", f"{number} is the number that is taken there") if number == before else None


async def _taken(binding: int, number: str) -> Problem | None:
    owner = await numbers.owner_of(binding, number)
    return Problem("number", f"Number {number} belongs to {owner} already") if owner else None
