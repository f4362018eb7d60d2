"""A new link to a third party: its settings, its sealed secrets, and a binding for every object that it carries."""

from collections.abc import Mapping
from typing import Any

from backend.actions.backfill import backfill
from backend.actions.update_integration import update_integration
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.database import transaction


class _RefusedError(Exception):
    """Rolls back what was begun."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems


async def create_integration(
    runtime: Runtime, *, name: str, connector: str, settings: Mapping[str, Any], by: str
) -> int | tuple[Problem, ...]:
    """The id of the integration, or why it is refused."""
    if connector not in runtime.connectors:
        return (Problem("connector", f"expected one of {', '.join(runtime.connectors)}, got {connector!r}"),)
    if await integrations.find(name) is not None:
        return (Problem("name", f"{name!r} is taken"),)
    try:
        async with transaction():
            id_ = await integrations.insert(name=name, connector=connector)
            problems = await update_integration(runtime, id_, settings, by=by)
            if problems:
                raise _RefusedError(problems)
    except _RefusedError as refused:
        return refused.problems
    await backfill(runtime, id_)
    return id_
