"""Sales invoices: what a customer owes."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.dates import Date
from backend.domain.kinds.parts.document import Document, check_total, document_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class SalesInvoice(Document, frozen=True, kw_only=True):
    customer: Key
    due_date: Date | None = None
    payment_term: Key = ""


KIND = Kind(
    name="sales_invoice",
    label="Sales invoice",
    plural="Sales invoices",
    category=Category.FINANCE,
    body=SalesInvoice,
    money=document_money,
    counterparty=lambda invoice: invoice.customer,
    checks=(check_total,),
)
