"""Replace a value map. By itself it re-sends nothing: maps apply when a push is built."""

from typing import Any

from backend.domain.integration import Integration
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage import audits, integrations
from backend.storage.postgres.database import transaction


async def replace_value_map(
    runtime: Runtime, integration: Integration, name: str, entries: Any, *, by: str
) -> dict[str, Any] | tuple[Problem, ...]:
    """`entries`: code → value, both texts."""
    problems = _problems(runtime, integration, name, entries)
    if problems:
        return problems
    async with transaction():
        await integrations.replace_map(integration.id, name, entries)
        await audits.write(by, "value_map.replaced", integration.id, subject=name, facts={"entries": len(entries)})
    return {"entries": len(entries)}


def _problems(runtime: Runtime, integration: Integration, name: str, entries: Any) -> tuple[Problem, ...]:
    known = runtime.connector(integration).maps
    if name not in known:
        return (Problem("name", f"expected one of {', '.join(known)}, got {name!r}"),)
    if not isinstance(entries, dict):
        return (Problem("entries", 'expected an object such as {"N30": "Net 30", "*": "Net 30"}'),)
    return tuple(
        Problem(f"entries.{code}", "expected a text of 1 to 200 characters")
        for code, value in entries.items()
        if not (isinstance(value, str) and 0 < len(value) <= 200 and code)
    )
