"""The generic `delete`, by record numbers; its result is a status and nothing else."""

from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.checks import check_frozen
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.create import generic_definition
from backend.stand_in.functions.writes.records import write_down
from backend.stand_in.functions.writes.update import owned
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import missing_field
from backend.stand_in.objects.definition import Definition


def delete(call: Call, visit: Visit) -> Done:
    """All keys, or none when one of them cannot be deleted."""
    definition = generic_definition(leaf(call.content, "object"), "delete", visit)
    numbers = [number.strip() for number in leaf(call.content, "keys").split(",") if number.strip()]
    if not numbers:
        raise FunctionError(missing_field("keys", definition.word))
    found = [owned(visit, definition, number=number, key="", verb="delete") for number in dict.fromkeys(numbers)]
    for record in found:
        check_frozen(visit, definition, record, "delete")
    for record in found:
        drop(visit, definition, record, call=call, fields=call.content)
    return Done()


def drop(visit: Visit, definition: Definition, record: Record, *, call: Call, fields: dict[str, Any]) -> None:
    """Take the record away and write it down."""
    visit.writing.drop(definition.object, record["RECORDNO"])
    write_down(visit, definition, record, call=call, fields=fields)
