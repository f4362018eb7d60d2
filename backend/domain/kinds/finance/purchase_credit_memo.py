"""Purchase credit memos: what we owe a supplier no longer."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.document import Document, check_total, document_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class PurchaseCreditMemo(Document, frozen=True, kw_only=True):
    supplier: Key
    invoice: Key = ""  # the one it corrects


KIND = Kind(
    name="purchase_credit_memo",
    label="Purchase credit memo",
    plural="Purchase credit memos",
    category=Category.FINANCE,
    body=PurchaseCreditMemo,
    money=document_money,
    counterparty=lambda memo: memo.supplier,
    checks=(check_total,),
)
