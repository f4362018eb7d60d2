"""What the payments of both sides have in common: they settle documents by their record numbers."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import BANK_ACCOUNTS, PAYMENT_METHODS
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic
from backend.connectors.sage_intacct.kinds.finance.legacy import CREATED, posted_already
from backend.connectors.sage_intacct.kinds.forms import cents, described
from backend.connectors.sage_intacct.kinds.names import refs
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept

APPLY = kept("Have all of it applied to documents in the ERP, or enter it at Intacct as an advance.")

Head = Callable[[Draft], list[Field]]


def payment(
    *, name: str, remote_name: str, party: str, party_field: str, date_field: str, document: str, head: Head
) -> IntacctKind:
    """`document`: the kind of the documents that it settles."""

    def create(draft: Draft) -> Sequence[Field]:
        applied = enumerate(draft.body.get("applied", ()))
        details = [_detail(draft, n, line, remote_name, document) for n, line in applied]
        settled: list[Field] = [(f"{remote_name}DETAILS", details)] if details else []
        return generic("create", remote_name, [*head(draft), *settled])

    def update(draft: Draft) -> Sequence[Field]:
        return posted_already(draft)

    def needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
        return refs(maps, [(party, body[party]), *((document, line["invoice"]) for line in body.get("applied", ()))])

    def expected(version: Version, maps: Maps) -> dict[str, str]:
        body = version.body
        fields = {party_field: body[party], date_field: body["date"], "CURRENCY": body["currency"]}
        fields |= {"TRX_TOTALENTERED": cents(body["total"]), "DESCRIPTION": described(body)}
        return fields | {"PAYMENTMETHOD": maps.find(PAYMENT_METHODS, body["method"]) or body["method"]}

    return IntacctKind(
        name=name,
        remote_name=remote_name,
        natural_field="DOCNUMBER",
        create=create,
        update=update,
        needs=needs,
        expected=expected,
        telling=(party_field, date_field, "CURRENCY", "PAYMENTMETHOD", "TRX_TOTALENTERED", "DESCRIPTION"),
        created=CREATED,
    )


_UNSENT = kept("A document that a payment settles has no record at Intacct yet")
_DISCOUNT = kept("Intacct takes no discount with a payment")
_APART = kept("Have the discount sent as a credit memo, and the payment without it.")
_FIRST = kept("Have that document sent first.")
_CREDIT_MEMO = kept("Intacct takes no discount with a payment: send a credit memo for it")


def _detail(draft: Draft, n: int, line: dict[str, Any], remote_name: str, document: str) -> Field:
    invoice = draft.parents.get(ObjectRef(document, line["invoice"]))
    if invoice is None:
        sentence = kept("%(key)s has no record at Intacct yet", key=line["invoice"])
        draft.refuse(f"applied[{n}].invoice", sentence, of_all=_UNSENT, step=_FIRST)
    if Decimal(line.get("discount") or 0):
        draft.refuse(f"applied[{n}].discount", _CREDIT_MEMO, of_all=_DISCOUNT, step=_APART)
    record = invoice.id if invoice else ""
    return f"{remote_name}DETAIL", [("RECORDKEY", record), ("TRX_PAYMENTAMOUNT", cents(line["amount"]))]


def method(draft: Draft) -> str:
    return draft.maps.find(PAYMENT_METHODS, draft.body["method"]) or str(draft.body["method"])


def bank(draft: Draft) -> str:
    account = draft.body.get("account", "")
    return draft.maps.find(BANK_ACCOUNTS, account) or str(account)
