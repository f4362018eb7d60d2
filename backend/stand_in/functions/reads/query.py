"""`query`: filter, order and page. Without an order the rows come shuffled, on each page anew."""

import random
from collections.abc import Iterable, Sequence

from lxml import etree

from backend.stand_in.company.books import Books, Record
from backend.stand_in.functions.reads.aggregates import aggregates_of, grouped, summary
from backend.stand_in.functions.reads.conditions import Comparer, Condition
from backend.stand_in.functions.reads.rows import fields_of, readable_definition, render
from backend.stand_in.functions.values import whole
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request
from backend.stand_in.objects.definition import Definition

MOST_ROWS = 2000
_CHANCE = random.Random()  # noqa: S311 - rows without an order, no secrets


def query(call: Call, visit: Visit) -> Done:
    definition = readable_definition(leaf(call.content, "object"))
    visit.check_right("read", definition.object)
    ignore_case = leaf(call.content, "options.caseinsensitive") == "true"
    comparer = Comparer(visit.books, definition, ignore_case=ignore_case)
    aggregates = aggregates_of(call, definition, comparer)
    fields = _selected(call, visit, definition, least=0 if aggregates else 1)
    found = _filtered(call, visit, definition, comparer)
    groups = grouped(found, fields) if aggregates else {}
    if aggregates:
        found = [group[0] for group in groups.values()]  # one stands for its group
    offset, size = _page(call)
    page = _ordered(found, _orders(call, comparer), comparer, upto=offset + size)[offset:]
    if aggregates:
        rows = "".join(
            summary(visit.books, definition, groups[each["RECORDNO"]], fields=fields, of=aggregates) for each in page
        )
    else:
        rows = render(visit.books, definition, page, tag=definition.object, fields=fields)
    remaining = max(0, len(found) - offset - len(page))
    counts = f'totalcount="{len(found)}" offset="{offset}" count="{len(page)}" numremaining="{remaining}"'
    return Done(inside=f'<data listtype="{definition.object}" {counts}>{rows}</data>')


def _selected(call: Call, visit: Visit, definition: Definition, *, least: int) -> list[str]:
    names = [element.text or "" for element in call.element.iterfind("select/field")]
    if len(names) < least or any("*" in name for name in names):
        raise FunctionError(bad_request("A query selects its fields by name."))
    return fields_of(visit.books, definition, ",".join(names))


def _filtered(call: Call, visit: Visit, definition: Definition, comparer: Comparer) -> list[Record]:
    private = leaf(call.content, "options.showprivate") == "true"
    condition = _all([_condition(each, comparer) for each in call.element.iterfind("filter/*")])
    records = _candidates(call, visit.books, definition)
    return [record for record in records if condition(record) and visit.sees(record, private=private)]


def _candidates(call: Call, books: Books, definition: Definition) -> Iterable[Record]:
    """All records, or the few that a filter on the key or the number can mean at all."""
    records, names = books.records[definition.object], books.names[definition.object]
    if books.settings.lag_seconds or leaf(call.content, "options.caseinsensitive") == "true":
        return books.searched(definition.object)
    for element in [*call.element.iterfind("filter/*"), *call.element.iterfind("filter/and/*")]:
        field = (element.findtext("field") or "").strip().upper()
        if element.tag not in {"equalto", "in"} or field not in {definition.key, "RECORDNO"}:
            continue
        values = {value.text or "" for value in element.iterfind("value")}
        if field == "RECORDNO":
            return [records[value] for value in values if value in records]
        return [records[number] for value in values for number in names.get(value, ())]
    return records.values()


def _condition(element: etree._Element, comparer: Comparer) -> Condition:
    if element.tag == "and":
        return _all([_condition(each, comparer) for each in element])
    if element.tag == "or":
        parts = [_condition(each, comparer) for each in element]
        return lambda record: any(part(record) for part in parts)
    values = [value.text or "" for value in element.iterfind("value")]
    if not values and element.tag not in {"isnull", "isnotnull"}:
        raise FunctionError(bad_request(f"The operator {element.tag} has no value."))
    return comparer.condition(element.tag, element.findtext("field") or "", values)


def _all(parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else lambda record: all(part(record) for part in parts)


def _orders(call: Call, comparer: Comparer) -> list[tuple[str, bool]]:
    return [
        (comparer.field(order.findtext("field") or ""), order.find("descending") is not None)
        for order in call.element.iterfind("orderby/order")
    ]


def _ordered(found: list[Record], orders: list[tuple[str, bool]], comparer: Comparer, *, upto: int) -> list[Record]:
    """The first rows. An order that is not unique is as unsafe as none: equal rows come as chance has it."""
    if not orders:
        return _CHANCE.sample(found, min(upto, len(found)))
    if not any(comparer.is_unique(name) for name, _ in orders):
        _CHANCE.shuffle(found)
    for name, descending in reversed(orders):
        found.sort(key=comparer.taker(name), reverse=descending)
    return found[:upto]


def _page(call: Call) -> tuple[int, int]:
    offset, size = whole(leaf(call.content, "offset") or "0"), whole(leaf(call.content, "pagesize") or "100")
    if offset is None or not size or size > MOST_ROWS:
        raise FunctionError(bad_request(f"pagesize is 1 to {MOST_ROWS} and offset 0 or more."))
    return offset, size
