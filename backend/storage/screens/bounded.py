"""Whether objects, and which of their versions, are within the bounds of an embed."""

from collections.abc import Sequence

from msgspec.structs import replace

from backend.domain.grid.bounds import Bounds
from backend.domain.grid.grid_filter import GridFilter
from backend.storage.postgres.database import query
from backend.storage.screens.objects.matching import fetch, matching, source


async def all_within(integration: int, bounds: Bounds, ids: Sequence[int]) -> bool:
    """Whether each of them is there, at this integration, and within."""
    meant = matching(integration, GridFilter(bounds=bounds))
    meant = replace(meant, conditions=(*meant.conditions, "ids"), values=meant.values | {"ids": list(set(ids))})
    (found,) = await fetch(f"SELECT count(*) AS n {source(meant.conditions, None)}", meant)  # constants
    return bool(found["n"] == len(set(ids)))


async def versions_within(id_: int, bounds: Bounds, versions: Sequence[int]) -> set[int]:
    """Those of them whose entity is one that it shows: an object may have moved."""
    if bounds.entities is None:
        return set(versions)
    asked = {"versions": list(versions), "entities": list(bounds.entities)}
    return {row["version"] for row in await query("screen_versions_within", id=id_, **asked)}
