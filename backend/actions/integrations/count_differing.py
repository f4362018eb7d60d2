"""Count the objects in step that would be rendered differently under other value maps. Stores nothing."""

from collections.abc import Collection

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.keys import create_key
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Operation, Rendered
from backend.runtime import Runtime
from backend.storage.protocol import bindings, loads

MOST_LOOKED_AT = 10_000
CHUNK = 250  # rendered twice between two statements: nobody else of this process waits for long
_MOST_CODES = 100  # to search bodies for; with more of them every object may be concerned


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    would_differ: int = 0
    looked_at: int = 0
    at_least: bool = False  # there are more that may be concerned


async def count_differing(
    runtime: Runtime,
    integration: Integration,
    before: Maps,
    after: Maps,
    codes: Collection[str],
    *,
    most: int = MOST_LOOKED_AT,
    chunk: int = CHUNK,
) -> Counted:
    """`codes`: those that changed; `*` concerns all. Newest objects first."""
    differing = looked_at = 0
    below = None
    searched = [] if "*" in codes or len(codes) > _MOST_CODES else sorted(codes)
    while codes:
        below, ids = await loads.in_step(integration.id, below=below, codes=searched, most=chunk)
        if looked_at + len(ids) > most:
            return Counted(would_differ=differing, looked_at=looked_at, at_least=True)
        differing += await _differing(runtime, integration, ids, before, after)
        looked_at += len(ids)
        if below is None:
            break
    return Counted(would_differ=differing, looked_at=looked_at)


async def _differing(runtime: Runtime, integration: Integration, ids: list[int], before: Maps, after: Maps) -> int:
    if not ids:
        return 0
    loaded, parents = await loads.load(ids), (await bindings.needs(ids)).parents
    connector, config = runtime.connector(integration), runtime.config(integration)
    company = runtime.company(integration)

    def rendered(load: loads.Load, maps: Maps) -> Rendered:
        """As it would be made now: what a record holds came with its creation, also where updates leave it alone."""
        return connector.render(
            load.as_sent(load.version),
            op=Operation.CREATE,
            key=create_key(company, load.version.ref, 1),
            remote=load.remote,
            parents=parents.get(load.binding, {}),
            config=config,
            maps=maps,
        )

    return sum(rendered(load, before) != rendered(load, after) for load in loaded.values())
