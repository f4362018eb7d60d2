"""A company in which every kind leans on others: in the order in which each may be sent."""

from typing import Any

import msgspec

from backend.domain.kinds.registry import KINDS

_LINES = [
    {"account": "6200", "class": "PAPER", "department": "SALES", "location": "L1", "project": "P-1", "amount": "80.00"},
    {"item": "A4", "class": "PAPER", "employee": "E1", "description": "Rebate, as agreed", "amount": "-7.45"},
]
_ONE_SIGN = [line | {"amount": line["amount"].removeprefix("-")} for line in _LINES]
_DOCUMENT: dict[str, Any] = {
    "date": "2026-07-16",
    "posting_date": "2026-07-17",
    "currency": "USD",
    "reference": "Order 4711",
    "description": "As agreed",
    "lines": _LINES,
    "freight": "5.00",
    "tax": "2.45",
    "total": "80.00",
}
_PAYMENT: dict[str, Any] = {"date": "2026-08-01", "method": "transfer", "account": "1000", "currency": "USD"}

COMPANY: list[tuple[str, str, dict[str, Any]]] = [
    ("payment_term", "N21", {"name": "21 days net", "due_days": 21, "discount_days": 7, "discount_percent": "2"}),
    ("account", "6200", {"name": "Paper & ink", "type": "expense"}),
    ("department", "NORTH", {"name": "North"}),
    ("department", "SALES", {"name": "Sales", "parent": "NORTH"}),
    ("location", "L1", {"name": "Lager Nörd"}),
    ("employee", "E0", {"name": "Cher"}),
    ("employee", "E1", {"name": "Ida Berg", "title": "Clerk", "email": "ida@example.com", "department": "SALES",
                        "location": "L1", "manager": "E0", "start_date": "2020-02-29"}),
    ("class", "PAPER", {"name": "Paper", "description": "All sizes"}),
    ("customer", "OWL", {"name": "Hungry Owl & Sons", "currency": "USD", "payment_term": "N30"}),
    ("customer", "WOLF", {"name": "Wolf & Co", "currency": "USD", "payment_term": "N21", "parent": "OWL"}),
    ("supplier", "SUED", {"name": "Papierfabrik Süd", "currency": "USD", "payment_term": "N30"}),
    ("project", "P-1", {"name": "New shop", "customer": "OWL", "manager": "E1", "department": "SALES",
                        "location": "L1", "start_date": "2026-01-01", "end_date": "2026-12-31"}),
    ("item", "A4", {"name": "Paper A4", "class": "PAPER", "unit_price": "9.995"}),
    ("sales_invoice", "SI-1", {"customer": "OWL", "payment_term": "N21", "due_date": "2026-08-06", **_DOCUMENT}),
    ("sales_credit_memo", "SC-1", {"customer": "OWL", "invoice": "SI-1", **_DOCUMENT}),
    ("purchase_invoice", "PI-1", {"supplier": "SUED", "due_date": "2026-08-16", **_DOCUMENT}),
    ("purchase_credit_memo", "PC-1", {"supplier": "SUED", "invoice": "PI-1", **_DOCUMENT,
                                      "lines": _ONE_SIGN, "total": "94.90"}),
    ("journal_entry", "JE-1", {
        "journal": "GENERAL", "date": "2026-07-31", "title": "Accrual July", "currency": "USD", "description": "Rent",
        "lines": [{"account": "6100", "debit": "1000.00", "department": "SALES", "description": "Rent\tJuly"},
                  {"account": "2100", "credit": "400.10", "supplier": "SUED"}, {"account": "2100", "credit": "599.90"}],
    }),
    ("customer_payment", "CP-1", {
        "customer": "OWL", **_PAYMENT, "applied": [{"invoice": "SI-1", "amount": "50.00"}], "unapplied": "7.00",
        "total": "57.00"}),
    ("supplier_payment", "SP-1", {
        "supplier": "SUED", **_PAYMENT, "exchange_rate": "1", "reference": "Order 4711", "description": "As agreed",
        "applied": [{"invoice": "PI-1", "amount": "80.00"}], "total": "80.00"}),
]  # fmt: skip


def smallest(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """Only what the house requires: what is left empty is not stored."""
    required = {field.encode_name for field in msgspec.structs.fields(KINDS[kind].body) if field.required}
    kept = {name: value for name, value in body.items() if name in required}
    lines = [{name: line[name] for name in _OF_A_LINE if name in line} for line in kept.get("lines", ())]
    return kept | ({"lines": lines} if lines else {})


_OF_A_LINE = ("account", "debit", "credit", "amount")
