"""A person gives an object another number at the third party, because its own belongs to somebody else's record."""

from msgspec.structs import replace

from backend.actions.push.build_pushes import CannotSend, build_pushes
from backend.actions.resolve.take import Taken, go_on, put, soon, take
from backend.domain.ingest.envelope import key_problem
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.events import Renumbered
from backend.domain.sentence import Sentence
from backend.domain.status import Park
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, loads, numbers

_JUST_GIVEN = Sentence("%(number)s was just given to another object")
_SAME = Sentence("%(number)s is the number that is taken there")
_OWNED = Sentence("Number %(number)s belongs to %(owner)s already")


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
        return await _taken(binding, number) or Problem("number", _JUST_GIVEN.with_values(number=number))
    if problem:
        return problem
    said = Sentence(
        "It goes there as %(number)s: that number is looked up %(soon)s, before it is sent.",
        number=number,
        soon=soon(runtime, integration),
    )
    return await go_on(runtime, integration, binding, said)


async def _unwritable(runtime: Runtime, integration: Integration, binding: int, number: str) -> Problem | None:
    """Why the connector cannot send it so. Builds what would be sent, outside of any transaction."""
    rows, loaded = await bindings.read([binding]), await loads.load([binding])
    if not rows or rows[0].park is not Park.FOREIGN:
        return None  # refused below, where it is locked
    as_sent = {binding: replace(loaded[binding], given=number)}
    (built,) = await build_pushes(runtime, integration, rows, instead=as_sent)
    if not isinstance(built, CannotSend):
        return None
    return Problem("number", Sentence("It cannot be sent so: %(why)s", why=built.sentence))


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
        return Problem("object", Sentence("Only an object whose number belongs to a foreign record gets another one"))
    return Problem("number", _SAME.with_values(number=number)) if number == before else None


async def _taken(binding: int, number: str) -> Problem | None:
    owner = await numbers.owner_of(binding, number)
    return Problem("number", _OWNED.with_values(number=number, owner=owner)) if owner else None
