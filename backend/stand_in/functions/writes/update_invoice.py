"""`update_invoice`: elements of the header, and lines by their place, counted from 1."""

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
from backend.stand_in.functions.writes.update import merged, owned
from backend.stand_in.gateway.content import content_of
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.refusals import FunctionError, bad_value, missing_field
from backend.stand_in.objects.definition import Definition, Document
from backend.stand_in.objects.finance.arinvoice import UPDATE_INVOICE
from backend.stand_in.objects.registry import DEFINITIONS


def update_invoice(call: Call, visit: Visit) -> Done:
    """Answers with the RECORDNO."""
    definition = DEFINITIONS["ARINVOICE"]
    document = definition.document
    assert document is not None
    visit.check_right("update", definition.object)
    before = owned(visit, definition, number=_number(call, visit, definition), key="", verb="update")
    check_frozen(visit, definition, before, "update")
    record = merged(before, fields_of_form(call.content, UPDATE_INVOICE.elements))
    record[document.container] = {document.line: _lines(call, document, record)}
    check_record(visit, definition, record)
    total = complete(visit, definition, document, record)
    visit.writing.put(definition.object, record)
    write_down(visit, definition, record, call=call, fields={"total": total, **call.content})
    return Done(inside=f"<key>{record['RECORDNO']}</key>")


def _number(call: Call, visit: Visit, definition: Definition) -> str:
    """The key is a RECORDNO, or with `externalkey` the external id that came with the invoice."""
    key = call.element.get("key")
    if not key:
        raise FunctionError(missing_field("key", definition.word))
    if call.element.get("externalkey") != "true":
        return key
    records = visit.books.records[definition.object].values()
    return next((str(each["RECORDNO"]) for each in records if each.get("EXTERNALID") == key), key)


def _lines(call: Call, document: Document, record: Record) -> list[dict[str, Any]]:
    """Those of the document, some of them changed, new ones behind them."""
    lines = deepcopy(lines_of(document, record))
    for element in call.element.iterfind("updateinvoiceitems/*"):
        fields = fields_of_form(content_of(element), UPDATE_INVOICE.line_elements)
        place = element.get("line_num", "")
        if element.tag == "lineitem":
            lines.append(fields)
            continue
        number = whole(place)
        if not number or number > len(lines):
            raise FunctionError(bad_value("line_num", place, f"1 to {len(lines)}"))
        lines[number - 1] |= fields
    return lines
