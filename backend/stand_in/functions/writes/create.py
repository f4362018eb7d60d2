"""The generic `create`: one or several objects, each by itself, not all or nothing."""

from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.checks import check_record, typed
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.contacts import add_contact
from backend.stand_in.functions.writes.documents import complete
from backend.stand_in.functions.writes.records import add, write_down
from backend.stand_in.gateway.content import content_of, upper_names
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError, GatewayError
from backend.stand_in.gateway.messages import text
from backend.stand_in.gateway.refusals import (
    TRANSACTION,
    bad_request,
    duplicate,
    missing_field,
    not_created,
    unknown_object,
)
from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.registry import DEFINITIONS


def create(call: Call, visit: Visit) -> Done:
    """What was made before one fails stays made, and is told."""
    if not len(call.element):
        raise FunctionError(bad_request("The function create holds no object."))
    made: list[str] = []
    errors: list[GatewayError] = []
    for element in call.element:
        try:
            definition = generic_definition(element.tag, "create", visit)
            record = create_one(visit, definition, call=call, content=content_of(element))
            made.append(told(definition, record))
        except FunctionError as refusal:
            errors.extend(refusal.errors)
    if errors:
        raise FunctionError(*errors, made="".join(made), count=len(made))
    return Done(inside=objects("".join(made), len(made)))


def generic_definition(name: str, verb: str, visit: Visit) -> Definition:
    definition = DEFINITIONS.get(name.upper())
    if definition is None or verb not in definition.generic:
        raise FunctionError(unknown_object(name, "WS"))
    visit.check_right(verb, definition.object)
    return definition


def create_one(visit: Visit, definition: Definition, *, call: Call, content: dict[str, Any]) -> Record:
    """Store one object whole, or nothing of it."""
    mark = visit.writing.mark()
    try:
        record = typed(definition, upper_names(content))
        fields = content
        total = make(visit, definition, record)
    except FunctionError as refusal:
        visit.writing.undo(mark)
        raise refusal.wrapped(*wrappers(definition)) from None
    stored = add(visit, definition, record)
    write_down(visit, definition, stored, call=call, fields={"total": total} | fields if total else fields)
    return stored


def make(visit: Visit, definition: Definition, record: Record) -> str:
    """Check a new record and what it brings along; gives a document's total."""
    check_record(visit, definition, record)
    if definition.document:
        return complete(visit, definition, definition.document, record)
    key = record.get(definition.key, "")
    if not key:
        raise FunctionError(missing_field(definition.key, definition.word))
    if visit.books.named(definition.object, key) is not None:
        raise FunctionError(duplicate(definition.word, key, definition.duplicate))
    if definition.contact:
        add_contact(visit, definition, record)
    return ""


def wrappers(definition: Definition) -> tuple[GatewayError, ...]:
    created = not_created(definition.word)
    return (created, TRANSACTION) if definition.document else (created,)


def told(definition: Definition, record: Record) -> str:
    name, key = definition.object.lower(), definition.key
    natural = "" if definition.document else f"<{key}>{text(record[key])}</{key}>"
    return f"<{name}><RECORDNO>{record['RECORDNO']}</RECORDNO>{natural}</{name}>"


def objects(inside: str, count: int) -> str:
    return f'<data listtype="objects" count="{count}">{inside}</data>'
