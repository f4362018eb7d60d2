"""`read` by record numbers and `readByName` by natural keys; keys that are not there are left out."""

from collections.abc import Callable

from backend.stand_in.company.books import Record
from backend.stand_in.functions.reads.rows import fields_of, readable_definition, render
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request

MOST_KEYS = 100
Find = Callable[[str], Record | None]


def read(call: Call, visit: Visit) -> Done:
    name = leaf(call.content, "object").upper()
    return _found(call, visit, visit.books.records.get(name, {}).get)


def read_by_name(call: Call, visit: Visit) -> Done:
    name = leaf(call.content, "object").upper()
    return _found(call, visit, lambda key: visit.books.named(name, key))


def _found(call: Call, visit: Visit, find: Find) -> Done:
    definition = readable_definition(leaf(call.content, "object"))
    visit.check_right("read", definition.object)
    keys = [key.strip() for key in leaf(call.content, "keys").split(",") if key.strip()]
    if len(keys) > MOST_KEYS:
        raise FunctionError(bad_request(f"At most {MOST_KEYS} keys are read at once, {len(keys)} were given."))
    fields = fields_of(visit.books, definition, leaf(call.content, "fields"))
    records = [record for record in map(find, keys) if record is not None and visit.sees(record)]
    rows = render(visit.books, definition, records, tag=definition.object, fields=fields)
    return Done(inside=f'<data listtype="{definition.object}" count="{len(records)}">{rows}</data>')
