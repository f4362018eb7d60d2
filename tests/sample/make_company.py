"""Makes the sample company of the demo, once: `python -m tests.sample.make_company` writes its files anew."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tests.sample import invoices, masters, third_party
from tests.sample.masters import Line
from tests.sample.places import NEW_STREETS

SEED = 20261120
TARGET = Path(__file__).parents[2] / "backend" / "cli" / "sample"
DEARER = ("CHE-004", "CHO-006", "OIL-001", "SPI-003", "TEA-006")  # prices that went up and were not sent
MOVED = ("C-1009", "C-1033", "C-1052")
RENAMED_CONTACT = "S-215"
CHANGED_AT = "2026-11-19T09:10:00Z"


def main() -> None:
    chance = Random(SEED)
    customers, items = masters.make_customers(chance), masters.make_items(chance)
    suppliers = masters.make_suppliers(chance)
    books = invoices.Books(customers, items)
    company = [*masters.make_classes(), *suppliers, *customers, *items, *invoices.make_sent(chance, books)]
    changed = _changed([*customers, *items, *suppliers])
    _write_lines("company.ndjson", company)
    _write_lines("later.ndjson", [*changed, *_newest(chance, books)])
    _write("third_party.json", third_party.scenario(customers, items))
    _write("maps.json", third_party.MAPS)
    _write("not_sent.json", [{"kind": "customer", "key": invoices.NOT_SENT}])


def _changed(lines: list[Line]) -> list[Line]:
    by_key = {one["key"]: one for one in lines}
    return [
        *(_next(by_key[key], unit_price=_dearer(by_key[key])) for key in DEARER),
        *(_next(by_key[key], addresses=[_new_address(by_key[key])]) for key in MOVED),
        _next(by_key[RENAMED_CONTACT], contact={"name": "Abigail Thorne-Whitby", "email": "a@whitby.example"}),
    ]


def _next(line: Line, **changes: Any) -> Line:
    return line | {"version": line["version"] + 1, "changed_at": CHANGED_AT, "body": line["body"] | changes}


def _dearer(item: Line) -> str:
    return str((Decimal(item["body"]["unit_price"]) * Decimal("1.04")).quantize(Decimal("0.01")))


def _new_address(customer: Line) -> dict[str, str]:
    address: dict[str, str] = customer["body"]["addresses"][0]
    return address | {"line1": NEW_STREETS[address["country"]]}


def _newest(chance: Random, books: invoices.Books) -> list[Line]:
    """What nobody has sent yet. The invoices name new customers and items too."""
    customers, items = masters.make_new_customers(chance), masters.make_new_items(chance)
    sold = [*items, *chance.sample(books.items, 24)]
    new = invoices.make_new(chance, invoices.Books([*books.customers, *customers * 6], sold))
    return [masters.make_new_supplier(chance), *customers, *items, *new]


def _write_lines(name: str, lines: list[Line]) -> None:
    (TARGET / name).write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")


def _write(name: str, content: Any) -> None:
    (TARGET / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
