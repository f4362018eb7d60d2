"""Acts of a person upon one object, by its key."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from backend.actions.resolve.adopt_record import adopt_record
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.renumber import renumber
from backend.actions.resolve.send_again import send_again
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.make import books, department, row_of
from tests.factories import drain, make_integration, press, receive, sql

Act = Callable[..., Awaitable[str | Problem]]
ACTS: dict[str, tuple[Act, tuple[str, ...]]] = {
    "check now": (check_now, ()),
    "adopt": (adopt_record, ("1",)),
    "send again": (send_again, ()),
    "renumber": (renumber, ("D9",)),
}


async def act(runtime: Runtime, integration: int, key: str, name: str, *given: str) -> str | Problem:
    do, usual = ACTS[name]
    row = await row_of(integration, key)
    return await do(runtime, await held(integration), row["id"], *(given or usual), by="Ada")


async def held(integration: int) -> Integration:
    found = await integrations.read(integration)
    assert found is not None
    return found


async def audited(deed: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(who, what, facts)."""
    rows = await sql("SELECT actor, subject, facts FROM audit WHERE action = $1 ORDER BY id", deed)
    return [(row["actor"], row["subject"], msgspec.json.decode(row["facts"])) for row in rows]


async def in_the_way(runtime: Runtime, *names: str, **config: Any) -> int:
    """An integration where records with these names stand under the number of D1, which is called Sales."""
    integration = await make_integration(runtime, config=config)
    for name in names:
        (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": name})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    return integration
