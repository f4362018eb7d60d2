"""`get_list`, the reading function of the old generation: lower-case rows behind a `listtype` element."""

from typing import Any

from lxml import etree

from backend.stand_in.company.books import Record
from backend.stand_in.functions.reads.conditions import Comparer, Condition
from backend.stand_in.functions.reads.rows import element, fields_of, readable_definition, row
from backend.stand_in.functions.values import whole
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request

MOST_ROWS = 1000
_NAMES = {
    "invoice": "ARINVOICE",
    "bill": "APBILL",
    "gltransaction": "GLBATCH",
    "arpayment": "ARPYMT",
    "appayment": "APPYMT",
}
_SIGNS = {
    "=": "equalto",
    "!=": "notequalto",
    "<": "lessthan",
    "<=": "lessthanorequalto",
    ">": "greaterthan",
    ">=": "greaterthanorequalto",
    "like": "like",
    "not like": "notlike",
    "in": "in",
    "not in": "notin",
    "is null": "isnull",
    "is not null": "isnotnull",
}


def get_list(call: Call, visit: Visit) -> Done:
    name = call.element.get("object", "")
    definition = readable_definition(_NAMES.get(name, name))
    visit.check_right("read", definition.object)
    comparer, private = Comparer(visit.books, definition), call.element.get("showprivate") == "true"
    condition = _all(call.element.findall("filter/*"), comparer)
    records = visit.books.searched(definition.object)
    found = [record for record in records if visit.sees(record, private=private) and condition(record)]
    _sort(found, call, comparer)
    start, most = _number(call, "start", 0), _number(call, "maxitems", MOST_ROWS)
    page = found[start : start + most]
    wanted = ",".join(element.text or "" for element in call.element.iterfind("fields/field"))
    fields = fields_of(visit.books, definition, wanted)
    rows = "".join(element(name, _lower(row(visit.books, definition, record, fields))) for record in page)
    end = max(start, start + len(page) - 1)
    return Done(
        inside=f'<listtype start="{start}" end="{end}" total="{len(found)}">{name}</listtype><data>{rows}</data>'
    )


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {name.lower(): _lower(each) for name, each in value.items()}
    return [_lower(each) for each in value] if isinstance(value, list) else value


def _number(call: Call, name: str, otherwise: int) -> int:
    given = call.element.get(name) or str(otherwise)
    number = whole(given)
    if number is None:
        raise FunctionError(bad_request(f"{name} is {given}; it is a number."))
    return number


def _sort(found: list[Record], call: Call, comparer: Comparer) -> None:
    for sort in reversed(call.element.findall("sorts/sortfield")):
        found.sort(key=comparer.taker(comparer.field(sort.text or "")), reverse=sort.get("order") == "desc")


def _all(elements: list[etree._Element], comparer: Comparer) -> Condition:
    parts = [_condition(each, comparer) for each in elements]
    return lambda record: all(part(record) for part in parts)


def _condition(element: etree._Element, comparer: Comparer) -> Condition:
    if element.tag == "logical":
        parts = [_condition(each, comparer) for each in element]
        together = any if element.get("logical_operator") == "or" else all
        return lambda record: together(part(record) for part in parts)
    sign = (element.findtext("operator") or "").strip().lower()
    operator, value = _SIGNS.get(sign, sign), element.findtext("value") or ""
    return comparer.condition(operator, element.findtext("field") or "", _values(operator, value))


def _values(operator: str, text: str) -> list[str]:
    """One value, none, or a list with commas."""
    if operator in {"isnull", "isnotnull"}:
        return []
    return [each.strip() for each in text.split(",")] if operator in {"in", "notin"} else [text]
