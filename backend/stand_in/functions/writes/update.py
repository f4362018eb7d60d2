"""The generic `update`: changed fields only, by RECORDNO or natural key."""

from copy import deepcopy
from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.checks import check_frozen, check_record, typed
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.create import generic_definition, objects, told
from backend.stand_in.functions.writes.documents import complete
from backend.stand_in.functions.writes.records import as_read, as_written, write_down
from backend.stand_in.gateway.content import content_of, leaf, upper_names
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError, GatewayError
from backend.stand_in.gateway.refusals import bad_value, missing_field, not_found, wrong_level
from backend.stand_in.objects.definition import Definition

_OURS = frozenset({"RECORDNO", "MEGAENTITYID", "WHENMODIFIED", "CREATEDBY", "MODIFIEDBY", "AUWHENCREATED"})


def update(call: Call, visit: Visit) -> Done:
    """As with create, what was changed before one fails stays changed, and is told."""
    changed: list[str] = []
    errors: list[GatewayError] = []
    for element in call.element:
        try:
            definition = generic_definition(element.tag, "update", visit)
            changed.append(told(definition, _update_one(visit, definition, call, content_of(element))))
        except FunctionError as refusal:
            errors.extend(refusal.errors)
    if errors:
        raise FunctionError(*errors, made="".join(changed), count=len(changed))
    return Done(inside=objects("".join(changed), len(changed)))


def number_of(call: Call, visit: Visit, definition: Definition) -> str:
    """The attribute `key` is a RECORDNO, or with `externalkey` the external id that came with the document."""
    key = call.element.get("key")
    if not key:
        raise FunctionError(missing_field("key", definition.word))
    if call.element.get("externalkey") != "true":
        return key
    records = visit.books.records[definition.object].values()
    return next((str(each["RECORDNO"]) for each in records if each.get("EXTERNALID") == key), key)


def owned(visit: Visit, definition: Definition, *, number: str, key: str, verb: str) -> Record:
    """The record to write to: there, seen, and owned by the session's own level."""
    records = visit.books.records[definition.object]
    record = records.get(number) if number else visit.books.named(definition.object, key)
    if record is None or not visit.sees(record):
        raise FunctionError(not_found(definition.word, number or key, verb))
    if record["MEGAENTITYID"] != visit.level:
        raise FunctionError(wrong_level(definition.word, record[definition.key], record["MEGAENTITYID"]))
    return record


def _update_one(visit: Visit, definition: Definition, call: Call, content: dict[str, Any]) -> Record:
    given = typed(definition, upper_names(content))
    number, key = leaf(given, "RECORDNO"), leaf(given, definition.key)
    before = owned(visit, definition, number=number, key=key, verb="update")
    check_frozen(visit, definition, before, "update")
    if key and key != before[definition.key] and not definition.document:
        raise FunctionError(bad_value(definition.key, key, f"{before[definition.key]}: a key cannot be changed"))
    record = merged(as_written(definition, before), {name: value for name, value in given.items() if name not in _OURS})
    check_record(visit, definition, record)
    total = complete(visit, definition, definition.document, record) if definition.document else ""
    record = as_read(definition, record)
    visit.writing.put(definition.object, record)
    write_down(visit, definition, record, call=call, fields={"total": total} | content if total else content)
    return record


def merged(before: Record, changes: dict[str, Any]) -> Record:
    """A copy with the changes in it; groups are merged (an empty one changes nothing), lists of lines replaced."""
    record = deepcopy(before)
    for name, value in changes.items():
        earlier = record.get(name)
        if isinstance(earlier, dict) and (isinstance(value, dict) or not value):
            record[name] = merged(earlier, value or {})
        else:
            record[name] = value
    return record
