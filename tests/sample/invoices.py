"""Sales invoices of the sample company; some with a trouble, each with one at most."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, NamedTuple

from tests.sample.goods import INACTIVE_ITEM, PRICES
from tests.sample.markets import MARKETS
from tests.sample.masters import Line, envelope

TODAY = date(2026, 11, 20)  # of the data
FIRST_DAY = date(2026, 9, 1)
TROUBLED_FROM = date(2026, 10, 1)
FIRST_NUMBER, COUNT = 20701, 230
NEW, LAST = 14, 32  # so many of so many last ones were not sent yet
FOREIGN, CLASHING, NOT_SENT = "C-1014", "C-1027", "C-1047"  # customers
TROUBLES = {
    "account": 12,  # gift hampers: their account is not there
    "term": 9,  # a payment term that the value map does not know
    "period": 6,  # dated in August, which is closed
    "inactive": 5,  # an item that somebody made inactive there
    "department": 4,  # tea without the department that its account wants
    "foreign": 3,  # of a customer that is there with other data
    "clash": 2,  # of a customer whose contact is there
    "waiting": 3,  # of a customer that nobody has sent
}
CUSTOMER_OF = {"foreign": FOREIGN, "clash": CLASHING, "waiting": NOT_SENT}
SAID = {
    "account": "Christmas pre-order",
    "term": "Autumn promotion: 45 days",
    "period": "Delivered in August, invoiced late",
}
DAYS = {"N10": 10, "N14": 14, "N30": 30, "N45": 45, "N60": 60}
MARKET = {market.currency: market for market in MARKETS}
CENT = Decimal("0.01")


class Books(NamedTuple):
    customers: list[Line]
    items: list[Line]


def make_invoices(chance: Random, books: Books, newest: Books) -> tuple[list[Line], list[Line]]:
    """All in the order of their numbers; and which of the last nobody has sent: these are sold from `newest`."""
    days = sorted(_workday(chance, FIRST_DAY, TODAY) for _ in range(COUNT))
    not_sent = set(chance.sample(range(COUNT - LAST, COUNT), NEW))
    late = [n for n, day in enumerate(days) if day >= TROUBLED_FROM and n not in not_sent]
    troubles = [name for name, count in TROUBLES.items() for _ in range(count)]
    where = dict(zip(chance.sample(late, len(troubles)), troubles, strict=True))
    made = [
        _invoice(chance, newest if n in not_sent else books, FIRST_NUMBER + n, day, where.get(n, ""))
        for n, day in enumerate(days)
    ]
    return made, [made[n] for n in sorted(not_sent)]


def _workday(chance: Random, first: date, last: date) -> date:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return chance.choice([day for day in days if day.weekday() < 5])


def _invoice(chance: Random, books: Books, number: int, day: date, trouble: str) -> Line:
    customer = _customer(chance, books, trouble)
    body = customer["body"]
    market, entered = MARKET[body["currency"]], day
    if trouble == "period":
        day = date(2026, 8, chance.randint(24, 31))
    term = "N45" if trouble == "term" else body["payment_term"]
    lines = _lines(chance, books, trouble, PRICES[market.currency])
    content = {
        "customer": customer["key"],
        "date": day.isoformat(),
        "due_date": (day + timedelta(days=DAYS[term])).isoformat(),
        "payment_term": term,
        "currency": market.currency,
        "reference": f"PO {chance.randint(4000, 98000)}",
        "description": SAID.get(trouble, ""),
        "lines": lines,
        **_sums(chance, lines, market.tax),
    }
    at = f"{entered.isoformat()}T{chance.randint(7, 16):02}:{chance.randint(0, 59):02}:00Z"
    version = chance.choice((1, 1, 1, 1, 2))
    return envelope("sales_invoice", f"SI-{number}", content, version=version, at=at, entity=market.entity)


def _customer(chance: Random, books: Books, trouble: str) -> Line:
    wanted = CUSTOMER_OF.get(trouble)
    if wanted:
        return next(one for one in books.customers if one["key"] == wanted)
    return chance.choice([one for one in books.customers if one["key"] not in CUSTOMER_OF.values()])


def _lines(chance: Random, books: Books, trouble: str, rate: str) -> list[dict[str, Any]]:
    usual = [one for one in books.items if not _is_gift(one) and one["body"]["name"] != INACTIVE_ITEM]
    picked = [*_picked_for(chance, books, trouble), *chance.sample(usual, chance.randint(2, 5))]
    unique = list({one["key"]: one for one in picked}.values())
    lines = [_line(chance, one, rate) for one in unique]
    if trouble == "department":
        del lines[0]["department"]
    return lines


def _picked_for(chance: Random, books: Books, trouble: str) -> list[Line]:
    match trouble:
        case "account":
            return chance.sample([one for one in books.items if _is_gift(one)], chance.randint(1, 2))
        case "inactive":
            return [one for one in books.items if one["body"]["name"] == INACTIVE_ITEM]
        case "department":
            return [chance.choice([one for one in books.items if one["body"]["class"] == "TEA"])]
        case _:
            return []


def _is_gift(item: Line) -> bool:
    return bool(item["body"]["class"] == "GIFTS")


def _line(chance: Random, item: Line, rate: str) -> dict[str, Any]:
    quantity = chance.choice((1, 2, 2, 3, 4, 5, 6, 8, 10, 12))
    price = (Decimal(item["body"]["unit_price"]) * Decimal(rate)).quantize(CENT, ROUND_HALF_UP)
    discount = chance.choice((0, 0, 0, 0, 5, 10))
    line = {"item": item["key"], "class": item["body"]["class"], "quantity": str(quantity), "unit_price": str(price)}
    if line["class"] == "TEA":
        line["department"] = "20"
    if discount:
        line["discount_percent"] = str(discount)
    return line | {"amount": str((quantity * price * (100 - discount) / 100).quantize(CENT, ROUND_HALF_UP))}


def _sums(chance: Random, lines: list[dict[str, Any]], tax: str) -> dict[str, str]:
    net = sum((Decimal(line["amount"]) for line in lines), Decimal(0))
    freight = Decimal(chance.choice(("0", "0", "0", "18.50", "24.00", "39.90", "62.00")))
    added = (net * Decimal(tax or 0) / 100).quantize(CENT, ROUND_HALF_UP)
    given = {"freight": freight, "tax": added}
    return {name: str(value) for name, value in given.items() if value} | {"total": str(net + freight + added)}
