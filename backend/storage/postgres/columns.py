"""Many rows as the arrays of one statement."""

from collections.abc import Sequence

import msgspec


def columns_of(rows: Sequence[msgspec.Struct]) -> dict[str, list[object]]:
    """Of rows of one form, at least one."""
    return {field: [getattr(row, field) for row in rows] for field in rows[0].__struct_fields__}
