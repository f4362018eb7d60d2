"""A small company made by rule: the same on every run, with what breaks a careless integration."""

from decimal import Decimal
from typing import Any

CUSTOMERS, ITEMS, SUPPLIERS, INVOICES = 14, 18, 4, 110
CLASSES = ("ÖLE", "TEE & KAFFEE", "PAPIER", "GLAS")
ENTITIES = ("", "100", "200", "300")
NAMES = ("Žofia Čapková", "Håkon Ødegård", "François L'Étoile", "Łukasz Żółć", "María Ñandú", "Ümit Şahin", "李 小龍")
TERMS = ("N10", "N14", "N30", "N45", "N60")

Object = dict[str, Any]


def make_company(prefix: str = "") -> list[Object]:
    """Invoices come first: they arrive before what they need, and must wait for it. Keys begin with the prefix."""
    return [
        *(_invoice(prefix, n) for n in range(INVOICES)),
        *(_customer(prefix, n) for n in range(CUSTOMERS)),
        *(_supplier(prefix, n) for n in range(SUPPLIERS)),
        *(_item(prefix, n) for n in range(ITEMS)),
        *({"kind": "class", "key": f"{prefix}{name}", "version": 1, "body": {"name": name}} for name in CLASSES),
    ]


def _customer(prefix: str, n: int) -> Object:
    body = {"name": f"{NAMES[n % len(NAMES)]} & Söhne {n}", "currency": "EUR", "payment_term": TERMS[n % len(TERMS)]}
    person = {"name": f"{NAMES[n % len(NAMES)]} {prefix}C{n}", "email": f"person{n}@example.com"}
    address = {"use": "billing", "line1": f"Große Straße {n} <hinten>", "city": "Ålesund", "country": "NO"}
    return _object("customer", f"{prefix}C{n}", body | {"contact": person, "addresses": [address]})


def _supplier(prefix: str, n: int) -> Object:
    person = {"name": f"{NAMES[n]} {prefix}S{n}"}
    return _object("supplier", f"{prefix}S{n}", {"name": f"Papierfabrik Süd {n}", "currency": "EUR", "contact": person})


def _item(prefix: str, n: int) -> Object:
    body = {"name": f"Blatt „A4“ №{n}", "class": prefix + CLASSES[n % len(CLASSES)], "unit_price": f"{n + 1}.37"}
    return _object("item", f"{prefix}I{n}", body)


def _invoice(prefix: str, n: int) -> Object:
    """Amounts that are not quantity × price, a rebate now and then, and freight on two of three."""
    lines = [_line(prefix, n, m) for m in range(1 + n % 4)]
    if n % 5 == 0:
        lines.append({"account": "4010", "description": "Rebaté", "amount": "-0.01"})
    freight = Decimal(n % 3) * Decimal("1.15")
    total = sum((Decimal(line["amount"]) for line in lines), freight)
    dates = {"date": f"2024-{1 + n % 12:02}-{1 + n % 28:02}", "payment_term": TERMS[n % len(TERMS)]}
    body = {
        "customer": f"{prefix}C{n % CUSTOMERS}",
        **dates,
        "currency": "EUR",
        "lines": lines,
        "total": f"{total:.2f}",
    }
    entity = ENTITIES[n % len(ENTITIES)]
    made = _object(
        "sales_invoice", f"{prefix}INV/2024/{n:03}", body | ({"freight": f"{freight:.2f}"} if freight else {})
    )
    return made | ({"entity": entity} if entity else {})


def _line(prefix: str, n: int, m: int) -> Object:
    item = (n + m) % ITEMS
    amount = (Decimal(f"{item + 1}.37") * (m + 1) * Decimal("0.925")).quantize(Decimal("0.01"))
    price = {"quantity": f"{m + 1}", "unit_price": f"{item + 1}.37", "discount_percent": "7.5", "amount": f"{amount}"}
    return price | {"item": f"{prefix}I{item}", "class": prefix + CLASSES[item % len(CLASSES)]}


def _object(kind: str, key: str, body: Object) -> Object:
    return {"kind": kind, "key": key, "version": 1, "changed_at": "2024-05-06T07:08:09Z", "body": body}
