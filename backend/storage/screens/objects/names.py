"""From an object's name to its id at one integration, and back."""

from collections.abc import Iterable

from backend.domain.objects import ObjectRef
from backend.storage.postgres.database import query, query_one


async def object_id(integration: int, kind: str, key: str) -> int | None:
    """The id of its row in the grid; None: not received, or not carried by this integration."""
    ref = ObjectRef(kind, key)
    return (await ids_of(integration, [ref])).get(ref)


async def ref_of(integration: int, id_: int) -> ObjectRef | None:
    """None: this integration has no such row."""
    row = await query_one("screen_object_name", integration=integration, id=id_)
    return ObjectRef(row["kind"], row["key"]) if row else None


async def ids_of(integration: int, refs: Iterable[ObjectRef]) -> dict[ObjectRef, int]:
    """Only of those that are there."""
    wanted = list(refs)
    rows = await query(
        "screen_object_id",
        integration=integration,
        kinds=[ref.kind for ref in wanted],
        keys=[ref.key for ref in wanted],
    )
    return {ObjectRef(row["kind"], row["key"]): row["id"] for row in rows}
