"""Sales invoices: `create_invoice`, whose elements stand in the order of its schema; read back as ARINVOICE."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import (
    ACCOUNTS,
    CHARGES,
    expected_term,
    line_account,
    mapped,
    term,
)
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind
from backend.connectors.sage_intacct.kinds.forms import cents, date_parts
from backend.connectors.sage_intacct.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.push import Maps

TEXTS = (
    ("ponumber", "reference"),
    ("description", "description"),
    ("currency", "currency"),
    ("exchrate", "exchange_rate"),
)
# Element → field of a line, in the schema's order.
DIMENSIONS = (
    ("locationid", "location"),
    ("departmentid", "department"),
    ("projectid", "project"),
    ("customerid", "customer"),
    ("employeeid", "employee"),
    ("itemid", "item"),
    ("classid", "class"),
)


def _create(draft: Draft) -> Sequence[Field]:
    body = draft.body
    fields: list[Field] = [("customerid", draft.number("customer", body["customer"]))]
    fields.append(("datecreated", date_parts(body["date"])))
    if posted := body.get("posting_date"):
        fields.append(("dateposted", date_parts(posted)))
    fields += _due(draft)
    fields.append(("invoiceno", draft.version.ref.key))
    for name, field in TEXTS:
        if value := body.get(field):
            fields.append((name, value))
    fields.append(("invoiceitems", _lines(draft)))
    return [("create_invoice", fields)]


def _update(draft: Draft) -> Sequence[Field]:
    draft.refuse(
        "",
        f"Invoice {draft.version.ref.key} is already posted at Intacct, and posted documents are not changed silently. "
        "Ways out: reverse it there and send it again under a new number, send a credit memo for the difference, "
        "or accept what is there.",
    )
    return ()


def _due(draft: Draft) -> list[Field]:
    due, name = draft.body.get("due_date"), term(draft)
    if not due and not draft.body.get("payment_term"):
        draft.refuse("due_date", "Intacct needs a due date or a payment term")
    fields: list[Field] = [("datedue", date_parts(due))] if due else []
    return [*fields, ("termname", name)] if name else fields


def _lines(draft: Draft) -> list[Field]:
    body = draft.body
    lines: list[Field] = [("lineitem", _line(draft, n, line)) for n, line in enumerate(body["lines"])]
    lines += [_charge(draft, name, body[name]) for name in CHARGES if body.get(name) and Decimal(body[name])]
    _check_rounding(draft)
    return lines


def _charge(draft: Draft, name: str, amount: str) -> Field:
    """What the head of an invoice adds to its lines is a line of its own at Intacct."""
    account = mapped(draft, ACCOUNTS, name, field=name, noun="account")
    return "lineitem", [("glaccountno", account), ("amount", cents(amount)), ("memo", name.capitalize())]


def _line(draft: Draft, n: int, line: dict[str, Any]) -> list[Field]:
    fields: list[Field] = [("glaccountno", line_account(draft, n, line)), ("amount", cents(line["amount"]))]
    if memo := _memo(line):
        fields.append(("memo", memo))
    fields += [(name, draft.number(field, line[field])) for name, field in DIMENSIONS if line.get(field)]
    return fields


def _memo(line: dict[str, Any]) -> str:
    """The schema has no quantity: people at Intacct read it here."""
    if described := line.get("description"):
        return str(described)
    if not (quantity := line.get("quantity")) or not (price := line.get("unit_price")):
        return ""
    discount = line.get("discount_percent")
    return f"{quantity} x {price} less {discount} %" if discount else f"{quantity} x {price}"


def _check_rounding(draft: Draft) -> None:
    """Lines with more than two decimals may not add up any more once Intacct has rounded them."""
    amounts = _amounts(draft.body)
    if all(amount[-3:-2] == "." for amount in amounts):
        return
    rounded, total = _sum(amounts), draft.body["total"]
    if rounded != Decimal(cents(total)):
        draft.refuse("lines", f"rounded to cents the lines make {rounded}, the total is {total}")


def _amounts(body: dict[str, Any]) -> list[str]:
    return [line["amount"] for line in body["lines"]] + [body[name] for name in CHARGES if body.get(name)]


def _sum(amounts: list[str]) -> Decimal:
    return sum((Decimal(cents(amount)) for amount in amounts), Decimal(0))


def _needs(body: dict[str, Any]) -> Sequence[ObjectRef]:
    """The customer, then the items and classes of the lines, each once."""
    refs = [ObjectRef("customer", body["customer"])]
    refs += [ObjectRef(k, line[k]) for line in body["lines"] for k in ("item", "class") if line.get(k)]
    return tuple(dict.fromkeys(refs))


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    body = version.body
    fields = {
        "CUSTOMERID": body["customer"],
        "WHENCREATED": body["date"],
        "TRX_TOTALENTERED": str(_sum(_amounts(body))),
    }
    texts = {"WHENPOSTED": "posting_date", "DOCNUMBER": "reference", "DESCRIPTION": "description"}
    fields |= {name: body[field] for name, field in texts.items() if body.get(field)}
    fields |= {"WHENDUE": body["due_date"]} if body.get("due_date") else {}
    fields |= {"TERMNAME": expected_term(body["payment_term"], maps)} if body.get("payment_term") else {}
    return fields | ({"CURRENCY": body["currency"]} if body.get("currency") else {})


SALES_INVOICE = IntacctKind(
    name="sales_invoice",
    remote_name="ARINVOICE",
    natural_field="RECORDID",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=(
        "CUSTOMERID",
        "WHENCREATED",
        "WHENPOSTED",
        "WHENDUE",
        "TERMNAME",
        "CURRENCY",
        "TRX_TOTALENTERED",
        "DOCNUMBER",
        "DESCRIPTION",
    ),
    created="AUWHENCREATED",
)
