"""What a finance document needs beyond a record: an open period, a due date, a free number, a total."""

from datetime import date, timedelta

from backend.stand_in.company.books import Record
from backend.stand_in.functions.values import money, us_from_iso
from backend.stand_in.functions.visit import Visit
from backend.stand_in.functions.writes.lines import total_of
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import closed_period, missing_field, number_taken, on_hold
from backend.stand_in.objects.definition import Definition, Document

_TOTALS = ("TOTALENTERED", "TOTALDUE", "TRX_TOTALENTERED", "TRX_TOTALDUE")


def complete(visit: Visit, definition: Definition, document: Document, record: Record) -> str:
    """Check the document and fill in what follows from it; gives its total, with two decimals."""
    check_period(visit, document, posting_day(document, record))
    _check_party(visit, document, record)
    _check_number(visit, definition, document, record)
    if document.due and not record.get("WHENDUE"):
        raise FunctionError(missing_field("WHENDUE or TERMNAME", definition.word))
    total = str(total_of(visit, document, record) + money(document.besides, record.get(document.besides) or "0"))
    record["STATE"] = "Draft" if record.get("STATE" if document.balanced else "ACTION") == "Draft" else "Posted"
    if not document.balanced:
        record.update(dict.fromkeys(_TOTALS, total))
    return total


def fill_due(visit: Visit, definition: Definition, record: Record) -> None:
    """The due date that follows from the term; nothing where there is no such term."""
    terms = next((each.to for each in definition.references if each.field == "TERMNAME"), "")
    term = visit.books.named(terms, record.get("TERMNAME") or "") if terms else None
    if term is None or record.get("WHENDUE") or not record.get("WHENCREATED"):
        return
    days = term.get("DUEDATE", "")
    after = timedelta(days=int(days) if days.isdecimal() and len(days) < 5 else 0)
    record["WHENDUE"] = (date.fromisoformat(record["WHENCREATED"]) + after).isoformat()


def posting_day(document: Document, record: Record) -> str:
    return str(next((record[field] for field in document.posted_on if record.get(field)), ""))


def check_period(visit: Visit, document: Document, day: str) -> None:
    closed = visit.books.settings.closed_through.get(document.module)
    if closed and day <= closed:
        first_open = date.fromisoformat(closed) + timedelta(days=1)
        raise FunctionError(closed_period(us_from_iso(first_open.isoformat())))


def _check_party(visit: Visit, document: Document, record: Record) -> None:
    if not document.party:
        return
    word = "VENDOR" if document.party == "VENDORID" else "CUSTOMER"
    party = visit.books.named(word, record[document.party])
    if party is not None:
        record[f"{word}NAME"] = party.get("NAME", "")
        if word == "VENDOR" and party.get("ONHOLD") == "true":
            raise FunctionError(on_hold("Vendor", record[document.party]))


def _check_number(visit: Visit, definition: Definition, document: Document, record: Record) -> None:
    number = record.get(definition.key)
    if not number or not document.unique or not visit.books.settings.enforce_invoice_numbers:
        return
    records, own = visit.books.records[definition.object], record.get("RECORDNO")
    for taken in visit.books.names[definition.object].get(number, ()):
        same_party = records[taken][document.party] == record[document.party]
        if taken != own and (document.unique == "company" or same_party):
            raise FunctionError(number_taken(number))
