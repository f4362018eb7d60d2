"""Supplier payments: APPYMT. Money on account is an advance there, a document of its own that we do not carry."""

from decimal import Decimal

from backend.connectors.sage_intacct.kinds.draft import Draft, given
from backend.connectors.sage_intacct.kinds.finance.payment import APPLY, bank, method, payment
from backend.connectors.sage_intacct.kinds.forms import american, described
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.sentence import kept

_ON_ACCOUNT = kept("Money paid on account is an advance at Intacct, which this connector does not carry")


def _head(draft: Draft) -> list[Field]:
    body = draft.body
    if Decimal(body.get("unapplied") or 0):
        draft.refuse("unapplied", _ON_ACCOUNT, of_all=_ON_ACCOUNT, step=APPLY)
    if not body.get("account"):
        sentence = kept("Intacct needs the bank account that a supplier is paid from")
        draft.refuse("account", sentence, of_all=sentence, step=kept("Name the bank account in the ERP."))
    return given(
        ("PAYMENTMETHOD", method(draft)),
        ("FINANCIALENTITY", bank(draft)),
        ("VENDORID", draft.number("supplier", body["supplier"])),
        ("DOCNUMBER", draft.version.ref.key),
        ("DESCRIPTION", described(body)),
        ("EXCHANGE_RATE", body.get("exchange_rate")),
        ("PAYMENTDATE", american(body["date"])),
        ("CURRENCY", body["currency"]),
    )


SUPPLIER_PAYMENT = payment(
    name="supplier_payment",
    remote_name="APPYMT",
    party="supplier",
    party_field="VENDORID",
    date_field="WHENCREATED",  # as which PAYMENTDATE is read back
    document="purchase_invoice",
    head=_head,
)
