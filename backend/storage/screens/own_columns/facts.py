"""What an integration's own columns show of objects: of their newest contents, read for who shows them."""

from collections.abc import Mapping, Sequence

import msgspec

from backend.domain.grid.bounds import Bounds
from backend.domain.own_columns.column import OwnColumn
from backend.domain.own_columns.facts import Fact, fact_of, places_of
from backend.domain.own_columns.paths import read_path
from backend.storage.postgres.database import Record, query

SHOWN = 200  # characters
Facts = Mapping[int, Mapping[str, Fact]]  # by id, and by the token of the column


async def own_facts(
    ids: Sequence[int], columns: Sequence[OwnColumn], *, bounds: Bounds | None = None, most: int = SHOWN
) -> Facts:
    """In the columns' order. `bounds`: of an embed; an object may have moved out of them."""
    places = [read_path(place) for one in columns for place in places_of(one)]
    found = await query("screen_own_facts", ids=list(ids), places=msgspec.json.encode(places).decode(), most=most + 1)
    within = [row for row in found if bounds is None or bounds.admit(row["kind"], row["entity"])]
    return {row["id"]: _facts(row, columns, most) for row in within}


def _facts(row: Record, columns: Sequence[OwnColumn], most: int) -> dict[str, Fact]:
    """What is said of the kind itself goes before what is said of all."""
    found, texts = dict[str, tuple[OwnColumn, list[str | None]]](), iter(row["texts"])
    for column in columns:
        held = [next(texts) for _ in places_of(column)]
        if column.kind == row["kind"] or (not column.kind and column.token not in found):
            found[column.token] = column, held
    of = {"kind": row["kind"], "key": row["key"], "entity": row["entity"]}
    return {token: fact_of(*one, most, **of) for token, one in found.items()}
