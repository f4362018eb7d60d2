"""The objects of the ERP, and the mark in each version by which it is known again wherever it went."""

import random
from typing import Any

Object = dict[str, Any]
MASTERS = ("customer", "item")
STRANGER = "STRANGER"  # customers whose number is that of somebody else's record
MORTAL = "MORTAL"  # customers whose record somebody deletes there
# kind → our field with the mark, the object there, its fields with key and mark
MARKED = {
    "customer": ("name", "CUSTOMER", "CUSTOMERID", "NAME"),
    "item": ("name", "ITEM", "ITEMID", "NAME"),
    "sales_invoice": ("description", "ARINVOICE", "RECORDID", "DESCRIPTION"),
}


class Books:
    """What the ERP would say of its objects now: versions rise, and a version never changes."""

    def __init__(self, seed: int, documents: float) -> None:
        self.chance = random.Random(seed)
        self.documents = documents  # share of the updates that are about documents: posted ones may not be changed
        self.versions: dict[tuple[str, str], int] = {}
        self.said: list[Object] = []

    def new(self, kind: str, name: str = "") -> Object:
        key = name or f"{kind[0].upper()}{len(self.versions)}"
        self.versions[kind, key] = 0
        return self.newer(kind, key)

    def newer(self, kind: str, key: str) -> Object:
        self.versions[kind, key] += 1
        return self._say(kind, key, self.versions[kind, key])

    def customer(self, key: str) -> Object:
        """Its next version."""
        return self.newer("customer", key) if ("customer", key) in self.versions else self.new("customer", key)

    def some(self) -> tuple[str, str]:
        document = self.chance.random() < self.documents
        return self.chance.choice([ref for ref in self.versions if (ref[0] not in MASTERS) == document])

    def out_of_order(self) -> list[Object]:
        """The newer version first."""
        one, other = (self.newer(*ref) for ref in [self.some()] * 2)
        return [other, one] if one["key"] == other["key"] else [one, other]

    def again(self) -> Object:
        return self.chance.choice(self.said)

    def conflicting(self) -> Object:
        """A version that was said, with other content: to be refused."""
        one = self.again()
        return one | {"body": one["body"] | {MARKED[one["kind"]][0]: f"{mark_of(one)} in conflict"}}

    def _say(self, kind: str, key: str, version: int) -> Object:
        mark = f"{key} v{version} {self.chance.randrange(16**6):06x}"
        body = {"name": mark} if kind in MASTERS else self._invoice(mark)
        self.said.append({"kind": kind, "key": key, "version": version, "body": body})
        return self.said[-1]

    def _invoice(self, mark: str) -> Object:
        needed = [ref for ref in self.versions if not ref[1].startswith((STRANGER, MORTAL))]
        keys = {kind: [key for other, key in needed if other == kind] for kind in MASTERS}
        line = {"item": self.chance.choice(keys["item"]), "description": mark, "amount": "12.50"}
        needs = {"customer": self.chance.choice(keys["customer"]), "payment_term": "N30"}
        return {
            **needs,
            "date": "2026-03-04",
            "currency": "USD",
            "description": mark,
            "lines": [line],
            "total": "12.50",
        }


def mark_of(one: Object) -> str:
    mark: str = one["body"][MARKED[one["kind"]][0]]
    return mark
