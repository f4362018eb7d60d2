"""One person decides about one object: it is locked, asked about, changed, and the deed is written down."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from backend.actions.push.unsent.settle_blocked import settle_blocked
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.objects import ObjectRef, Problem
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Event
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.restoring import look_from
from backend.domain.protocol.times import Times
from backend.domain.sentence import Sentence, joined
from backend.runtime import Runtime
from backend.storage import audits, syncs
from backend.storage.protocol import bindings, slots
from backend.storage.protocol.bindings import Change


class Taken(msgspec.Struct, frozen=True):
    """The object, locked."""

    row: Row
    ref: ObjectRef
    now: datetime


async def take(integration: Integration, binding: int) -> Taken | Problem:
    """Inside the caller's transaction."""
    found = await syncs.candidates(integration.id, [binding])
    rows, now = await bindings.lock([one.id for one in found])
    if not rows:
        return Problem("object", Sentence("There is no such object at this integration"))
    return Taken(rows[0], found[0].ref, now)


async def put(
    integration: Integration, taken: Taken, event: Event, *, by: str, deed: str, facts: dict[str, Any] | None = None
) -> bool:
    """Whether it changed anything: then it is in the audit trail."""
    change = Change(taken.row, decide(taken.row, event, taken.now))
    if change.after == change.before:
        return False
    await bindings.apply([change], integration=integration.id)
    await audits.write(by, deed, integration.id, subject=str(taken.ref), facts=facts)
    return True


async def go_on(runtime: Runtime, integration: Integration, binding: int, said: str) -> str:
    """After the commit: who was blocked by its error waits for it again, and what is due is begun. Gives what is said,
    and what holds it up."""
    await settle_blocked(integration, await bindings.children_of([binding]))
    await runtime.bell.ring(await slots.due_at(integration.id))
    line = standing_of(integration)
    return joined("", [said, " ", line.told, "."]) if line.stops else said


def soon(runtime: Runtime, integration: Integration) -> str:
    """When that is begun: now, or once its line lets it, or a restoration."""
    line = standing_of(integration)
    if line.stops:  # perhaps since its settings cannot be read
        return line.when
    at = look_from(integration.restored_at, Times.of(runtime.promises(integration)))
    if at is None or at <= datetime.now(UTC):
        return line.when
    return Sentence(
        "at %(at)s UTC, once nothing of before the restoration can be carried out any more",
        at=f"{at:%Y-%m-%d %H:%M:%S}",
    )
