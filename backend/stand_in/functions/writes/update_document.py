"""`update_invoice` and `update_bill`: elements of the header, and lines by their place, counted from 1."""

from copy import deepcopy
from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.checks import check_frozen, check_record
from backend.stand_in.functions.values import whole
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.documents import complete
from backend.stand_in.functions.writes.legacy import fields_of_form
from backend.stand_in.functions.writes.lines import lines_of
from backend.stand_in.functions.writes.records import write_down
from backend.stand_in.functions.writes.update import merged, number_of, owned
from backend.stand_in.gateway.content import content_of
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_value
from backend.stand_in.objects.definition import Document
from backend.stand_in.objects.form import Form
from backend.stand_in.objects.registry import DEFINITIONS, FORMS


def update_document(call: Call, visit: Visit) -> Done:
    """Answers with the RECORDNO."""
    form = FORMS[call.name]
    definition = DEFINITIONS[form.object]
    document = definition.document
    assert document is not None
    visit.check_right("update", definition.object)
    before = owned(visit, definition, number=number_of(call, visit, definition), key="", verb="update")
    check_frozen(visit, definition, before, "update")
    record = merged(before, fields_of_form(call.content, form.elements))
    record[document.container] = {document.line: _lines(call, form, document, record)}
    check_record(visit, definition, record)
    total = complete(visit, definition, document, record)
    visit.writing.put(definition.object, record)
    write_down(visit, definition, record, call=call, fields={"total": total, **call.content})
    return Done(inside=f"<key>{record['RECORDNO']}</key>")


def _lines(call: Call, form: Form, document: Document, record: Record) -> list[dict[str, Any]]:
    """Those of the document, some of them changed, new ones behind them."""
    lines = deepcopy(lines_of(document, record))
    for element in call.element.iterfind(f"{form.lines}/*"):
        fields = fields_of_form(content_of(element), form.line_elements)
        place = element.get("line_num", "")
        if element.tag == "lineitem":
            lines.append(fields)
            continue
        number = whole(place)
        if not number or number > len(lines):
            raise FunctionError(bad_value("line_num", place, f"1 to {len(lines)}"))
        lines[number - 1] |= fields
    return lines
