"""Small objects to push, with only what matters said."""

import itertools
from collections.abc import Mapping
from typing import Any

from backend.connectors.protocol import Connector
from backend.domain.objects import ObjectRef, Version, content_hash
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Operation, Payload, Push
from backend.domain.pushes.remote import RemoteRef

MAPS = Maps(
    {
        "payment_terms": {"N30": "Net 30"},
        "payment_term": {"N30": "Net 30"},
        "accounts": {"*": "4000", "freight": "4100", "tax": "4100"},
    }
)
_numbers = itertools.count(1)


def maps_of(connector: Connector) -> Maps:
    """These, and each of its own that is not among them with the payment term that our bodies name."""
    return Maps({name: {"N30": "Net 30"} for name in connector.maps} | MAPS.entries)


def new_key(prefix: str = "K") -> str:
    """A key that no other test uses."""
    return f"{prefix}{next(_numbers):05}"


def make_version(kind: str = "customer", key: str = "", *, number: int = 1, **body: Any) -> Version:
    whole = {**BODIES[kind], **body}
    ref = ObjectRef(kind, key or new_key())
    return Version(ref=ref, number=number, entity="", body=whole, hash=content_hash("", whole))


def make_push(
    connector: Connector,
    version: Version,
    config: Any,
    *,
    key: str = "",
    remote: RemoteRef | None = None,
    parents: Mapping[ObjectRef, RemoteRef] | None = None,
    maps: Maps | None = None,
) -> Push:
    """A create; with `remote` an update. `parents`: the records of what it needs."""
    op, maps = Operation.UPDATE if remote else Operation.CREATE, maps or maps_of(connector)
    key = key or f"{op}-{version.ref.key}-{version.number}"
    content = connector.render(version, op=op, key=key, remote=remote, parents=parents or {}, config=config, maps=maps)
    assert isinstance(content, Payload), content
    return Push(
        ref=version.ref,
        operation=op,
        key=key,
        payload=content,
        natural_key=connector.natural_key(version.ref),
        remote=remote,
        expected=connector.expected(version, parents=parents or {}, config=config, maps=maps),
    )


_PAYMENT = {"date": "2026-08-01", "method": "transfer", "account": "1000", "currency": "USD", "total": "0"}

BODIES: dict[str, dict[str, Any]] = {
    "customer": {
        "name": "Bólido Comidas & Söhne",
        "contact": {"name": "Martín Sommer", "phone": "(91) 555 22 82"},
        "addresses": [{"use": "billing", "line1": "C/ Araquil, 67", "city": "Madrid", "country": "ES"}],
        "currency": "USD",
        "payment_term": "N30",
    },
    "supplier": {"name": "Exotic Liquids", "contact": {"name": "Charlotte Cooper"}, "payment_term": "N30"},
    "class": {"name": "Beverages"},
    "employee": {"name": "Nancy Davolio"},
    "supplier_payment": {"supplier": "EXOTIC", **_PAYMENT},
    "item": {"name": "Chai", "class": "CAT1", "unit": "10 boxes", "unit_price": "18.00"},
    "sales_invoice": {
        "customer": "VINET",
        "date": "2026-07-16",
        "due_date": "2026-08-01",
        "currency": "USD",
        "payment_term": "N30",
        "reference": "Order 10248",
        "lines": [
            {"item": "P011", "class": "CAT4", "quantity": "12", "unit_price": "14.00", "amount": "168.00"},
            {"item": "P042", "class": "CAT5", "quantity": "10", "unit_price": "9.80", "amount": "98.00"},
        ],
        "freight": "32.38",
        "total": "298.38",
    },
}
