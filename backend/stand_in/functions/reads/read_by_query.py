"""`readByQuery` and `readMore`: one search, its rows in pages that stay as they were found."""

from backend.stand_in.functions.cursors import Cursor
from backend.stand_in.functions.reads.conditions import Comparer
from backend.stand_in.functions.reads.rows import fields_of, readable_definition, render
from backend.stand_in.functions.reads.where import where
from backend.stand_in.functions.values import whole
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.messages import text
from backend.stand_in.gateway.refusals import bad_request

MOST_ROWS = 1000


def read_by_query(call: Call, visit: Visit) -> Done:
    definition = readable_definition(leaf(call.content, "object"))
    visit.check_right("read", definition.object)
    condition = where(leaf(call.content, "query"), Comparer(visit.books, definition))
    records = visit.books.searched(definition.object)
    size = whole(leaf(call.content, "pagesize") or "100")
    if not size or size > MOST_ROWS:
        raise FunctionError(bad_request(f"pagesize is 1 to {MOST_ROWS}."))
    cursor = visit.cursors.add(
        name=definition.object,
        fields=fields_of(visit.books, definition, leaf(call.content, "fields")),
        rows=[record for record in records if visit.sees(record) and condition(record)],
        page=size,
    )
    return _next_page(cursor, visit)


def read_more(call: Call, visit: Visit) -> Done:
    result_id, name = leaf(call.content, "resultId"), leaf(call.content, "object").upper()
    cursor = visit.cursors.find(result_id=result_id, name=name)
    if cursor is None:
        raise FunctionError(bad_request(f"There is no result {result_id or name} to read on from."))
    return _next_page(cursor, visit)


def _next_page(cursor: Cursor, visit: Visit) -> Done:
    page = cursor.rows[cursor.given : cursor.given + cursor.page]
    cursor.given += len(page)
    definition = readable_definition(cursor.name)
    rows = render(visit.books, definition, page, tag=cursor.name.lower(), fields=cursor.fields)
    counts = f'count="{len(page)}" totalcount="{len(cursor.rows)}" numremaining="{len(cursor.rows) - cursor.given}"'
    return Done(inside=f'<data listtype="{cursor.name.lower()}" {counts} resultId="{text(cursor.id)}">{rows}</data>')
