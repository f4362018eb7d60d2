"""Payment terms: when an invoice is due, and what early payment earns."""

from collections.abc import Iterator

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.quantity import Days, Percent
from backend.domain.kinds.parts.text import Activity, LongText, Name
from backend.domain.objects import Category, Problem


class PaymentTerm(Part, frozen=True, kw_only=True):
    name: Name
    due_days: Days | None = None
    discount_days: Days | None = None
    discount_percent: Percent = ""
    description: LongText = ""
    status: Activity = "active"


def check_discount(term: PaymentTerm) -> Iterator[Problem]:
    if term.discount_days is not None and not term.discount_percent:
        yield Problem("discount_percent", "required beside discount_days")
    if term.discount_percent and term.discount_days is None:
        yield Problem("discount_days", "required beside discount_percent")


KIND = Kind(
    name="payment_term",
    label="Payment term",
    plural="Payment terms",
    category=Category.MASTER_DATA,
    body=PaymentTerm,
    checks=(check_discount,),
)
