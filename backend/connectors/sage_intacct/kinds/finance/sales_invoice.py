"""Sales invoices: `create_invoice`, whose elements stand in the order of its schema; read back as ARINVOICE."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import expected_term, term, term_needs
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind
from backend.connectors.sage_intacct.kinds.finance import legacy
from backend.connectors.sage_intacct.kinds.forms import date_parts
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept


def _create(draft: Draft) -> Sequence[Field]:
    texts = (
        ("ponumber", "reference"),
        ("description", "description"),
        ("currency", "currency"),
        ("exchrate", "exchange_rate"),
    )
    fields = [*legacy.head(draft, "customer"), *_due(draft), ("invoiceno", draft.version.ref.key)]
    fields += legacy.texts(draft, *texts)
    fields.append(("invoiceitems", legacy.line_items(draft)))
    return [("create_invoice", fields)]


def _update(draft: Draft) -> Sequence[Field]:
    return legacy.posted_already(draft)


def _due(draft: Draft) -> list[Field]:
    due, name = draft.body.get("due_date"), term(draft)
    if not due and not draft.body.get("payment_term"):
        sentence = kept("Intacct needs a due date or a payment term")
        draft.refuse("due_date", sentence, of_all=sentence, step=kept("Give it one of them in the ERP."))
    fields: list[Field] = [("datedue", date_parts(due))] if due else []
    return [*fields, ("termname", name)] if name else fields


def _needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    return (*legacy.document_needs("customer", body, maps), *term_needs(body, maps))


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    body = version.body
    fields = legacy.document_expected("CUSTOMERID", "customer", version)
    fields |= {"WHENDUE": body["due_date"]} if body.get("due_date") else {}
    return fields | ({"TERMNAME": expected_term(body["payment_term"], maps)} if body.get("payment_term") else {})


SALES_INVOICE = IntacctKind(
    name="sales_invoice",
    remote_name="ARINVOICE",
    natural_field="RECORDID",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("CUSTOMERID", "WHENDUE", "TERMNAME", *legacy.TELLING),
    created=legacy.CREATED,
)
