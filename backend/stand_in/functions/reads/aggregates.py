"""Aggregates of `query`: one row for each combination of the selected fields, and what its records come to."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import msgspec

from backend.stand_in.company.books import Books, Record
from backend.stand_in.functions.reads.conditions import Comparer
from backend.stand_in.functions.reads.rows import element, shown
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request
from backend.stand_in.objects.definition import Definition

NAMES = ("count", "sum", "avg", "min", "max")
_CENT = Decimal("0.01")


class Aggregate(msgspec.Struct, frozen=True, kw_only=True):
    """`take` gives a field in a form that can be compared, and added up when it is a number."""

    name: str
    field: str
    take: Callable[[Record], object]


def aggregates_of(call: Call, definition: Definition, comparer: Comparer) -> list[Aggregate]:
    found = []
    for each in call.element.iterfind("select/*"):
        if each.tag not in NAMES:
            continue
        field = comparer.field(each.text or "")
        if each.tag in {"sum", "avg"} and field not in definition.numbers:
            raise FunctionError(bad_request(f"The field {field} is not a number: {each.tag} cannot take it."))
        found.append(Aggregate(name=each.tag, field=field, take=comparer.taker(field)))
    return found


def grouped(records: Iterable[Record], fields: Sequence[str]) -> dict[str, list[Record]]:
    """The records that are equal in these fields, by the number of the first of them."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(leaf(record, field) for field in fields), []).append(record)
    return {group[0]["RECORDNO"]: group for group in groups.values()}


def summary(
    books: Books, definition: Definition, group: list[Record], *, fields: Sequence[str], of: Sequence[Aggregate]
) -> str:
    """One row: the fields that are equal, and the aggregates under names like `COUNT.RECORDNO`."""
    row = {field: shown(books, definition, group[0], field) for field in fields}
    for each in of:
        row[f"{each.name.upper()}.{each.field}"] = _value(books, definition, group, each)
    return element(definition.object, row)


def _value(books: Books, definition: Definition, group: list[Record], aggregate: Aggregate) -> str:
    held = [record for record in group if leaf(record, aggregate.field)]
    if aggregate.name == "count":
        return str(len(held))
    if not held:
        return ""
    if aggregate.name in {"min", "max"}:
        chosen = (min if aggregate.name == "min" else max)(held, key=aggregate.take)  # type: ignore[arg-type]
        return shown(books, definition, chosen, aggregate.field)
    total = sum((Decimal(str(aggregate.take(record))) for record in held), Decimal(0))
    return str(total if aggregate.name == "sum" else (total / len(held)).quantize(_CENT))
