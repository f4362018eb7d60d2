"""Customer payments: money received, and the sales invoices it settles."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.payment import Payment, check_applied, payment_money
from backend.domain.kinds.parts.text import Key
from backend.domain.objects import Category


class CustomerPayment(Payment, frozen=True, kw_only=True):
    customer: Key


KIND = Kind(
    name="customer_payment",
    label="Customer payment",
    plural="Customer payments",
    category=Category.FINANCE,
    body=CustomerPayment,
    money=payment_money,
    counterparty=lambda payment: payment.customer,
    checks=(check_applied,),
)
