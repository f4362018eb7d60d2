"""What a third party holds, compared with what was handed over."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

Object = dict[str, Any]
Name = tuple[str, str]


def check_ledger(ledger: Sequence[Object], objects: Sequence[Object], *, level: str) -> None:
    """Each object once, at its level, to the cent, letter by letter, after what it needs."""
    assert Counter(map(name_of, ledger)) == Counter(map(name_of, objects))
    lines = {name_of(line): line for line in ledger}
    for one in objects:
        line = lines[name_of(one)]
        assert line["level"] == level_of(one, level), one
        lost = {text for text in texts_of(one["body"]) if text not in "\n".join(leaves(line["fields"]))}
        assert lost == set(), one
        late = [need for need in needs_of(one) if lines[need]["sequence"] > line["sequence"]]
        assert late == [], f"{name_of(one)} came before {late}"
        if one["kind"] == "sales_invoice":
            assert line["fields"]["total"] == total_of(one["body"]), one


def name_of(one: Object) -> Name:
    return one["kind"], one["natural_key"] if "natural_key" in one else one["key"]


def level_of(one: Object, level: str) -> str:
    entity: str = one.get("entity") or "top"
    return entity if level == "entity" and one["kind"] == "sales_invoice" else "top"


def total_of(body: Object) -> str:
    """By the lines, not by the total that the file states."""
    amounts = [line["amount"] for line in body["lines"]] + [body.get(name) or "0" for name in ("freight", "tax")]
    return f"{sum(map(Decimal, amounts)):.2f}"


def needs_of(one: Object) -> set[Name]:
    body = one["body"]
    if one["kind"] == "item":
        return {("class", body["class"])} if body.get("class") else set()
    if one["kind"] != "sales_invoice":
        return set()
    of_lines = {(kind, line[kind]) for line in body["lines"] for kind in ("item", "class") if line.get(kind)}
    return of_lines | {("customer", body["customer"])}


def texts_of(body: Object) -> set[str]:
    """What people wrote: it must arrive as they wrote it."""
    billed = [one for one in body.get("addresses", []) if one.get("use") == "billing"][:1]
    of_parts = [part.get(name) for part in billed for name in ("line1", "city", "region")]
    of_lines = [line.get("description") for line in body.get("lines", [])]
    of_contact = body.get("contact", {}).get("name", "").split()  # first and last names stand apart there
    return {text for text in [body.get("name"), *of_parts, *of_lines, *of_contact] if text}


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(part)
