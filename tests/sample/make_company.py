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
RECENT = {"OIL-001", "TEA-006", "C-1033", "S-215", invoices.FOREIGN, invoices.CLASHING, invoices.NOT_SENT}
CHANGED_AT = "2026-11-19T09:10:00Z"


def main() -> None:
    chance = Random(SEED)
    customers, items = masters.make_customers(chance), masters.make_items(chance)
    suppliers = masters.make_suppliers(chance)
    new = [masters.make_new_supplier(chance), *masters.make_new_customers(chance), *masters.make_new_items(chance)]
    made, not_sent = invoices.make_invoices(
        chance, invoices.Books(customers, items), _newest(chance, new, customers, items)
    )
    lines = [*masters.make_classes(), *suppliers, *customers, *items]
    _write_lines("company.ndjson", _in_order_of_arrival(chance, lines, made, new))
    _write_lines("later.ndjson", _changed(lines))
    _write("third_party.json", third_party.scenario(customers, items))
    _write("maps.json", third_party.MAPS)
    kept_back = [one for one in lines if one["key"] == invoices.NOT_SENT]
    _write("not_sent.json", [{"kind": one["kind"], "key": one["key"]} for one in [*kept_back, *new, *not_sent]])


def _newest(chance: Random, new: list[Line], customers: list[Line], items: list[Line]) -> invoices.Books:
    """What is sold of late: new customers and new items among the others."""
    first = [one for one in new if one["kind"] == "customer"] * 6
    return invoices.Books(
        [*customers, *first], [*(one for one in new if one["kind"] == "item"), *chance.sample(items, 24)]
    )


def _in_order_of_arrival(chance: Random, lines: list[Line], made: list[Line], new: list[Line]) -> list[Line]:
    """Master data, then invoices; among the last of these some master data, as they come in life."""
    recent = [one for one in lines if one["key"] in RECENT]
    arrived = [*(one for one in lines if one["key"] not in RECENT), *made]
    for one in [*recent, *new]:
        arrived.insert(len(arrived) - chance.randint(1, 34), one)
    return arrived


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


def _write_lines(name: str, lines: list[Line]) -> None:
    (TARGET / name).write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")


def _write(name: str, content: Any) -> None:
    (TARGET / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
