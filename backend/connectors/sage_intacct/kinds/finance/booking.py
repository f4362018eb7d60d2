"""The lines of a document as they are booked: account, amount to the cent, and what it is booked to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from backend.connectors.sage_intacct.kinds.codes import ACCOUNTS, CHARGES, line_account, mapped
from backend.connectors.sage_intacct.kinds.draft import Draft
from backend.connectors.sage_intacct.kinds.forms import cents, negated
from backend.connectors.sage_intacct.kinds.names import Pointed
from backend.domain.sentence import kept

# Fields of a line that name other objects → the gateway's, in the order of its schemas; legacy functions write them
# in lower case.
DIMENSIONS = {
    "location": "LOCATIONID",
    "department": "DEPARTMENTID",
    "project": "PROJECTID",
    "customer": "CUSTOMERID",
    "supplier": "VENDORID",
    "employee": "EMPLOYEEID",
    "item": "ITEMID",
    "class": "CLASSID",
}


class Booked(msgspec.Struct, frozen=True):
    account: str
    amount: str
    memo: str
    to: list[tuple[str, str]]  # dimension → its name there


def booked(draft: Draft, *, credit: bool = False) -> list[Booked]:
    """`credit`: the amounts of credit memos are negative there."""
    body = draft.body
    lines = [_line(draft, n, line, credit=credit) for n, line in enumerate(body["lines"])]
    lines += [_charge(draft, name, credit=credit) for name in CHARGES if body.get(name) and Decimal(body[name])]
    _check_rounding(draft)
    return lines


def _line(draft: Draft, n: int, line: dict[str, Any], *, credit: bool) -> Booked:
    amount = cents(line["amount"])
    named = not DIMENSIONS.keys().isdisjoint(line)  # most lines name nothing
    to = [(name, draft.number(name, key)) for name in DIMENSIONS if (key := line.get(name))] if named else []
    return Booked(line_account(draft, n, line), negated(amount) if credit else amount, _memo(line), to)


def _charge(draft: Draft, name: str, *, credit: bool) -> Booked:
    """What the head of a document adds to its lines is a line of its own at Intacct."""
    account, amount = mapped(draft, ACCOUNTS, name, field=name, noun="account"), cents(draft.body[name])
    return Booked(account, negated(amount) if credit else amount, name.capitalize(), [])


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
    rounded, total = total_of(draft.body), draft.body["total"]
    if rounded != Decimal(cents(total)):
        sentence = kept("rounded to cents the lines make %(sum)s, the total is %(total)s", sum=rounded, total=total)
        of_all = kept("Rounded to cents the lines do not make the total")
        draft.refuse("lines", sentence, of_all=of_all, step=WHOLE_CENTS)


WHOLE_CENTS = kept("Have the lines sent with amounts of whole cents that add up.")


def check_signs(draft: Draft) -> None:
    """A credit, or a debit all of it: as its total is. Nothing has no sign."""
    amounts = {field: Decimal(cents(amount)) for field, amount in _by_field(draft.body)}
    debit = total_of(draft.body) < 0
    for field, amount in amounts.items():
        if amount and (amount < 0) != debit:
            draft.refuse(field, _ONE_SIGN % {"amount": amount})


_ONE_SIGN = kept(
    "%(amount)s has another sign than the total, and Intacct takes the lines of a supplier's credit memo "
    "with one sign only: "
    "take it off another line, or send it as a document of its own"
)


def _by_field(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for n, line in enumerate(body["lines"]):
        yield f"lines[{n}].amount", line["amount"]
    for name in CHARGES:
        if body.get(name):
            yield name, body[name]


def _amounts(body: dict[str, Any]) -> list[str]:
    return [*(line["amount"] for line in body["lines"]), *(body[name] for name in CHARGES if body.get(name))]


def total_of(body: dict[str, Any]) -> Decimal:
    return sum((Decimal(cents(amount)) for amount in _amounts(body)), Decimal(0))


def pointed(lines: Sequence[dict[str, Any]], own_accounts: dict[str, str]) -> Pointed:
    """What lines name. An account that the map of accounts knows is there already."""
    return _pointed(lines, own_accounts)


def _pointed(lines: Sequence[dict[str, Any]], own_accounts: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    for line in lines:
        for name in DIMENSIONS:
            yield name, line.get(name)
        if (account := line.get("account")) not in own_accounts:
            yield "account", account
