"""Sales credit memos: what a customer owes no longer."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.document import Document, check_total, document_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class SalesCreditMemo(Document, frozen=True, kw_only=True):
    customer: Key
    invoice: Key = ""  # the one it corrects


KIND = Kind(
    name="sales_credit_memo",
    label="Sales credit memo",
    plural="Sales credit memos",
    category=Category.FINANCE,
    body=SalesCreditMemo,
    money=document_money,
    counterparty=lambda memo: memo.customer,
    checks=(check_total,),
)
