"""Invoices of six lines, and all that they need."""

from typing import Any

LINES = 6
CUSTOMERS = [{"kind": "customer", "key": f"C{n}", "body": {"name": f"Customer {n}"}} for n in range(50)]
_PRICE = {"quantity": "12", "unit_price": "14.00", "amount": "168.00"}


def invoice(n: int) -> dict[str, Any]:
    lines = [_PRICE | {"account": "4010", "description": f"Line {m}"} for m in range(LINES)]
    dates = {"date": "2024-02-29", "due_date": "2024-03-31"}
    body = dates | {"customer": f"C{n % len(CUSTOMERS)}", "currency": "EUR", "lines": lines, "total": "1008.00"}
    return {"kind": "sales_invoice", "key": f"INV-{n:06}", "body": body}
