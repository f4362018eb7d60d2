"""Supplier payments: money paid, and the purchase invoices it settles."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.payment import Payment, check_applied, payment_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class SupplierPayment(Payment, frozen=True, kw_only=True):
    supplier: Key


KIND = Kind(
    name="supplier_payment",
    label="Supplier payment",
    plural="Supplier payments",
    category=Category.FINANCE,
    body=SupplierPayment,
    money=payment_money,
    counterparty=lambda payment: payment.supplier,
    checks=(check_applied,),
)
