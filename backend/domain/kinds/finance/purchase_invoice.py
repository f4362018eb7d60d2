"""Purchase invoices: what we owe a supplier."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.dates import Date
from backend.domain.kinds.parts.document import Document, check_total, document_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class PurchaseInvoice(Document, frozen=True, kw_only=True):
    """`reference` is the supplier's own invoice number."""

    supplier: Key
    due_date: Date | None = None
    payment_term: Key = ""


KIND = Kind(
    name="purchase_invoice",
    label="Purchase invoice",
    plural="Purchase invoices",
    category=Category.FINANCE,
    body=PurchaseInvoice,
    money=document_money,
    counterparty=lambda invoice: invoice.supplier,
    checks=(check_total,),
)
