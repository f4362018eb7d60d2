"""Customer payments: ARPYMT. What is not applied to an invoice is an overpayment there."""

from decimal import Decimal

from backend.connectors.sage_intacct.kinds.draft import Draft, given
from backend.connectors.sage_intacct.kinds.finance.payment import APPLY, bank, method, payment
from backend.connectors.sage_intacct.kinds.forms import american, cents, described
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.sentence import kept

_NOTHING_SETTLED = kept(
    "A payment that settles no invoice is an advance at Intacct, which this connector does not carry"
)


def _head(draft: Draft) -> list[Field]:
    body = draft.body
    if not body.get("applied"):
        draft.refuse("applied", _NOTHING_SETTLED, of_all=_NOTHING_SETTLED, step=APPLY)
    over = cents(body["unapplied"]) if Decimal(body.get("unapplied") or 0) else None
    return given(
        ("FINANCIALENTITY", bank(draft)),
        ("PAYMENTMETHOD", method(draft)),
        ("CUSTOMERID", draft.number("customer", body["customer"])),
        ("DOCNUMBER", draft.version.ref.key),
        ("DESCRIPTION", described(body)),
        ("EXCHANGE_RATE", body.get("exchange_rate")),
        ("RECEIPTDATE", american(body["date"])),
        ("CURRENCY", body["currency"]),
        ("OVERPAYMENTAMOUNT", over),
    )


CUSTOMER_PAYMENT = payment(
    name="customer_payment",
    remote_name="ARPYMT",
    party="customer",
    party_field="CUSTOMERID",
    date_field="RECEIPTDATE",
    document="sales_invoice",
    head=_head,
)
