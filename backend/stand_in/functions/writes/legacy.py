"""The legacy functions: ordered elements of a form become a record, or change one."""

from collections.abc import Mapping
from typing import Any

from backend.stand_in.functions.checks import check_record
from backend.stand_in.functions.values import iso_from_parts
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.create import make, wrappers
from backend.stand_in.functions.writes.documents import fill_due
from backend.stand_in.functions.writes.records import add, write_down
from backend.stand_in.functions.writes.update import merged, owned
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.messages import text
from backend.stand_in.gateway.refusals import bad_value, missing_field
from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.form import Element, Form, Sort
from backend.stand_in.objects.registry import DEFINITIONS, FORMS


def create_by_form(call: Call, visit: Visit) -> Done:
    """Answers with the RECORDNO of a document, else with the natural key."""
    form = FORMS[call.name]
    definition = DEFINITIONS[form.object]
    visit.check_right("create", definition.object)
    mark = visit.writing.mark()
    try:
        record = _record(form, definition, call.content)
        fill_due(visit, definition, record)
        total = make(visit, definition, record)
    except FunctionError as refusal:
        visit.writing.undo(mark)
        raise refusal.wrapped(*wrappers(definition)) from None
    stored = add(visit, definition, record)
    fields = {"total": total, **call.content} if total else call.content
    write_down(visit, definition, stored, call=call, fields=fields)
    return Done(inside=f"<key>{text(stored['RECORDNO' if definition.document else definition.key])}</key>")


def update_by_form(call: Call, visit: Visit) -> Done:
    """What the elements say, on the record of that natural key; the rest stays."""
    form = FORMS[call.name]
    definition = DEFINITIONS[form.object]
    visit.check_right("update", definition.object)
    given = _record(form, definition, call.content)
    before = owned(visit, definition, number="", key=given[definition.key], verb="update")
    record = merged(before, given)
    check_record(visit, definition, record)
    visit.writing.put(definition.object, record)
    write_down(visit, definition, record, call=call, fields=call.content)
    return Done(inside=f"<key>{text(record[definition.key])}</key>")


def _record(form: Form, definition: Definition, content: dict[str, Any]) -> dict[str, Any]:
    check_required(form.required, content, definition.word)
    record = fields_of_form(content, form.elements)
    if definition.document:
        group = content[form.lines]
        lines = [line for line in group.get(form.line, []) if isinstance(line, dict)] if isinstance(group, dict) else []
        for line in lines:
            check_required(form.line_required, line, form.line)
        record[definition.document.container] = {
            definition.document.line: [fields_of_form(line, form.line_elements) for line in lines]
        }
    else:
        _open_groups(record)
    return record


# The groups of a payment term, and the fields that they fill.
_GROUPS = {
    "DUE": {"days": "DUEDATE", "from": "DUEFROM"},
    "DISCOUNT": {"days": "DISCDATE", "from": "DISCFROM", "amount": "DISCAMOUNT", "unit": "DISCPERCAMN"},
}


def _open_groups(record: dict[str, Any]) -> None:
    for group, fields in _GROUPS.items():
        if isinstance(record.get(group), dict):
            given = record.pop(group)
            record |= {field: given.get(name, "") for name, field in fields.items()}


def fields_of_form(content: dict[str, Any], elements: Mapping[str, Element]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in content.items():
        element = elements[name]
        match element.sort:
            case Sort.TEXT:
                if not isinstance(value, str):
                    raise FunctionError(bad_value(name, "", "a text"))
                fields[element.field] = value
            case Sort.DATE:
                fields[element.field] = _date(name, value)
            case Sort.CUSTOM:
                fields |= _custom(value)
            case Sort.GROUP:
                fields[element.field] = value
            case Sort.LINES:
                pass
    return fields


def _date(name: str, value: Any) -> str:
    if not isinstance(value, dict):
        raise FunctionError(bad_value(name, str(value), "a date of year, month and day"))
    return iso_from_parts(name, value.get("year"), value.get("month"), value.get("day"))


def _custom(value: Any) -> dict[str, str]:
    pairs = value.get("customfield", []) if isinstance(value, dict) else []
    named = [pair for pair in pairs if isinstance(pair, dict) and leaf(pair, "customfieldname")]
    return {leaf(pair, "customfieldname").upper(): leaf(pair, "customfieldvalue") for pair in named}


def check_required(required: tuple[str, ...], content: dict[str, Any], word: str) -> None:
    for name in required:
        if not content.get(name):
            raise FunctionError(missing_field(name, word))
