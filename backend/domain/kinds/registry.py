"""The list of kinds: one line each, in the order people see them."""

from collections.abc import Mapping

from backend.domain.kinds.finance import (
    customer_payment,
    journal_entry,
    purchase_credit_memo,
    purchase_invoice,
    sales_credit_memo,
    sales_invoice,
    supplier_payment,
)
from backend.domain.kinds.kind import Kind
from backend.domain.kinds.master_data import (
    account,
    class_,
    customer,
    department,
    employee,
    item,
    location,
    payment_term,
    project,
    supplier,
)

_MODULES = (
    customer,
    supplier,
    item,
    account,
    department,
    location,
    class_,
    project,
    employee,
    payment_term,
    sales_invoice,
    sales_credit_memo,
    purchase_invoice,
    purchase_credit_memo,
    journal_entry,
    customer_payment,
    supplier_payment,
)

KINDS: Mapping[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
