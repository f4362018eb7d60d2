"""A new link to a third party: its settings, its sealed secrets, and a binding for every object that it carries."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend.actions.integrations.backfill import backfill
from backend.actions.integrations.check_name import check_name
from backend.actions.integrations.update_integration import update_integration
from backend.connectors.checking import check_settings
from backend.domain.integrations.integration import IntegrationSettings
from backend.domain.integrations.settings_given import each_once, misfits, missing
from backend.domain.kinds.body.words import shown
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage import audits, integrations
from backend.storage.postgres.database import transaction


class _Named(msgspec.Struct):
    """What only a new integration is told."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    connector: str


class _RefusedError(Exception):
    """Rolls back what was begun."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems


async def create_integration(
    runtime: Runtime, *, name: Any, connector: Any, settings: Mapping[str, Any], by: str
) -> int | tuple[Problem, ...]:
    """The id of the integration, or why it is refused."""
    found = [*_unnamed(runtime, name, connector), *await check_name(name), *_unusable(runtime, connector, settings)]
    if found:
        return each_once(found)
    try:
        async with transaction():
            id_ = await integrations.insert(name=name, connector=connector)
            await audits.write(by, "integration.created", id_, subject=name, facts={"connector": connector})
            problems = await update_integration(runtime, id_, settings, by=by)
            if problems:
                raise _RefusedError(problems)
    except _RefusedError as refused:
        return refused.problems
    await backfill(runtime, id_)
    return id_


def _unnamed(runtime: Runtime, name: Any, connector: Any) -> list[Problem]:
    given = {"name": name, "connector": connector}
    kept = {field: value for field, value in given.items() if value is not None}
    found = missing(kept, _Named) + misfits(kept, _Named)
    if isinstance(connector, str) and connector not in runtime.connectors:
        found.append(Problem("connector", f"expected one of {', '.join(runtime.connectors)}, got {shown(connector)}"))
    return found


def _unusable(runtime: Runtime, connector: Any, settings: Mapping[str, Any]) -> Sequence[Problem]:
    known = runtime.connectors.get(connector) if isinstance(connector, str) else None
    if known is None:
        return misfits(settings, IntegrationSettings)
    return check_settings(known, settings, config={}, secrets=())
