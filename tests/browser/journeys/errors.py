"""Errors as a company meets them, made for a journey."""

from tests.browser.desk import Desk

TERMS = "/integrations/1/value-maps/payment_terms"
TITLE = {"NORMALBALANCE": "credit", "ACCOUNTTYPE": "incomestatement"}


def know_terms(desk: Desk, **entries: str) -> None:
    assert desk.demo.api.put(TERMS, json=entries).is_success


def invoice(key: str, customer: str, *, term: str = "", account: str = "4000") -> dict[str, object]:
    body = {"customer": customer, "date": "2026-11-02", "currency": "EUR"}
    due = {"payment_term": term} if term else {"due_date": "2026-12-02"}
    lines = [{"account": account, "amount": "10.00"}]
    return {"kind": "sales_invoice", "key": key, "body": body | due | {"lines": lines, "total": "10.00"}}


def sent(desk: Desk, customer: str, *invoices: dict[str, object]) -> list[str]:
    """Handed over and asked for, as a program does. The keys of the invoices."""
    keys = [str(one["key"]) for one in invoices]
    desk.customer(customer)
    desk.sync(("customer", customer))
    assert desk.demo.api.post("/objects", json=list(invoices)).json()["refused"] == 0
    desk.sync(*(("sales_invoice", key) for key in keys))
    assert {desk.status("sales_invoice", key) for key in keys} == {"error"}
    return keys


def open_account(desk: Desk, number: str) -> None:
    """What an accountant does at the third party."""
    desk.play(f"state/GLACCOUNT/{number}", TITLE | {"TITLE": f"Sales {number}"})
