"""`reverse_invoice` and its like: a posted document is taken back on a day, and stays to be seen."""

from backend.stand_in.functions.values import us_from_iso
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.documents import check_period, posting_day
from backend.stand_in.functions.writes.legacy import check_required, fields_of_form
from backend.stand_in.functions.writes.records import as_written, write_down
from backend.stand_in.functions.writes.update import number_of, owned
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import closed_period, not_posted
from backend.stand_in.objects.registry import DEFINITIONS, FORMS

_REVERSED = {"STATE": "Reversed", "TOTALDUE": "0.00", "TRX_TOTALDUE": "0.00"}


def reverse_document(call: Call, visit: Visit) -> Done:
    """It owes nothing from then on, and is never changed again. Answers with the RECORDNO."""
    form = FORMS[call.name]
    definition = DEFINITIONS[form.object]
    document = definition.document
    assert document is not None
    visit.check_right("update", definition.object)
    check_required(form.required, call.content, definition.word)
    day = fields_of_form(call.content, form.elements)["DATEREVERSED"]
    record = owned(visit, definition, number=number_of(call, visit, definition), key="", verb="reverse")
    if record["STATE"] != "Posted":
        raise FunctionError(not_posted(definition.word, record[definition.key], record["STATE"].lower()))
    check_period(visit, document, day)
    posted = posting_day(document, as_written(definition, record))
    if day < posted:
        raise FunctionError(closed_period(us_from_iso(posted)))
    visit.writing.put(definition.object, record | _REVERSED)
    write_down(visit, definition, record, call=call, fields=call.content)
    return Done(inside=f"<key>{record['RECORDNO']}</key>")
