"""Purchase invoices: APBILL, by the generic create. The supplier's own number is its reference."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import expected_term, term
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given
from backend.connectors.sage_intacct.kinds.finance import legacy
from backend.connectors.sage_intacct.kinds.finance.booking import DIMENSIONS, Booked, booked
from backend.connectors.sage_intacct.kinds.forms import american
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept


def _create(draft: Draft) -> Sequence[Field]:
    body, due = draft.body, draft.body.get("due_date")
    if not due:
        sentence = kept("Intacct needs the due date of a purchase invoice")
        draft.refuse("due_date", sentence, of_all=sentence, step=kept("Give it a due date in the ERP."))
    head = [("VENDORID", draft.number("supplier", body["supplier"])), ("RECORDID", draft.version.ref.key)]
    rest = given(
        ("WHENCREATED", american(body["date"])),
        ("WHENPOSTED", american(body.get("posting_date"))),
        ("WHENDUE", american(due)),
        ("TERMNAME", term(draft)),
        ("DOCNUMBER", body.get("reference")),
        ("DESCRIPTION", body.get("description")),
        ("CURRENCY", body.get("currency")),
        ("EXCHANGE_RATE", body.get("exchange_rate")),
    )
    items: list[Field] = [("APBILLITEM", _item(line)) for line in booked(draft)]
    return generic("create", "APBILL", [*head, *rest, ("APBILLITEMS", items)])


def _item(line: Booked) -> list[Field]:
    fields = [("ACCOUNTNO", line.account), ("TRX_AMOUNT", line.amount), *given(("ENTRYDESCRIPTION", line.memo))]
    return [*fields, *((DIMENSIONS[name], value) for name, value in line.to)]


def _update(draft: Draft) -> Sequence[Field]:
    return legacy.posted_already(draft)


def _needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    return legacy.document_needs("supplier", body, maps)


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    body = version.body
    fields = legacy.document_expected("VENDORID", "supplier", version)
    fields |= {"WHENDUE": body["due_date"]} if body.get("due_date") else {}
    return fields | ({"TERMNAME": expected_term(body["payment_term"], maps)} if body.get("payment_term") else {})


PURCHASE_INVOICE = IntacctKind(
    name="purchase_invoice",
    remote_name="APBILL",
    natural_field="RECORDID",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("VENDORID", "WHENDUE", "TERMNAME", *legacy.TELLING),
    created=legacy.CREATED,
)
