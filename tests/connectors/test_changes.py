"""What changes in master data is seen: a look at the record as it was before says so."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from backend.connectors.sage_intacct.kinds.registry import KINDS as INTACCT_KINDS
from backend.domain.kinds.registry import KINDS
from backend.domain.pushes.found import Match
from tests.connectors.bodies import COMPANY
from tests.connectors.test_every_kind import MAPS, Company, version_of
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio

_CONTACT = {"name": "Ida Berg", "phone": "1", "fax": "2", "email": "a@example.com"}
_ADDRESS = {"line1": "Storgatan 1", "line2": "B", "city": "Luleå", "region": "N", "postal_code": "1", "country": "SE"}
_PARTY: dict[str, Any] = {
    "name": "Berg", "contact": _CONTACT, "addresses": [_ADDRESS], "currency": "USD", "payment_term": "N30",
    "tax_id": "77", "parent": "", "website": "https://example.com", "notes": "Kind", "status": "active",
}  # fmt: skip
FULL: dict[str, dict[str, Any]] = {
    "payment_term": {"name": "21 days", "due_days": 21, "discount_percent": "2", "description": "Net"},
    "account": {"name": "Ink", "type": "expense", "normal_balance": "credit"},
    "department": {"name": "North", "parent": "UP-department"},
    "location": {"name": "Lager", "parent": "UP-location"},
    "class": {"name": "Paper", "parent": "UP-class", "description": "All sizes"},
    "customer": {**_PARTY, "parent": "UP-customer", "credit_limit": "100.00"},
    "supplier": {**_PARTY, "parent": "UP-supplier"},
    "employee": {"name": "Ida Berg", "title": "Clerk", "email": "a@example.com", "phone": "1",
                 "department": "UP-department", "location": "UP-location", "start_date": "2026-01-01",
                 "end_date": "2026-12-31"},
    "item": {"name": "A4", "unit_price": "9.995", "description": "White"},
    "project": {"name": "Shop", "category": "Internal", "customer": "UP-customer", "parent": "UP-project",
                "manager": "UP-employee", "department": "UP-department", "location": "UP-location",
                "start_date": "2026-01-01", "end_date": "2026-12-31",
                "description": "New"},
}  # fmt: skip
BESIDE = {"discount_percent": ("discount_days", 7)}  # one is not given without the other
INACTIVE = {"status": "inactive"}


def _changed(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field in turn, emptied."""
    for field in sorted(body.keys() - {"name", "type", "status", "currency"}):
        yield field, {name: value for name, value in body.items() if name not in (field, BESIDE.get(field, ("",))[0])}
    yield "name", body | {"name": "Ψ"}
    yield "status", body | INACTIVE


@pytest.fixture(scope="module")
def company(stand_in: StandIn) -> Company:
    return Company(stand_in)


async def test_each_change_of_master_data_makes_the_record_older(company: Company) -> None:
    for kind in ("department", "location", "class", "employee", "customer", "supplier", "project"):
        await company.send(version_of(kind, f"UP-{kind}", {"name": f"The {kind} above"}))
    unseen = [f"{kind}.{field}" for kind in FULL for field in [one async for one in _unseen(company, kind)]]

    assert unseen == []


async def _unseen(company: Company, kind: str) -> Any:
    body = FULL[kind] | {name: value for field, (name, value) in BESIDE.items() if field in FULL[kind]}
    sent = await company.send(version_of(kind, f"FULL-{kind}", body))
    assert (
        await company.look(await company.send(version_of(kind, f"FULL-{kind}", body, number=2)))
    ).match is Match.EQUAL
    for n, (field, changed) in enumerate(_changed(body), start=3):
        looking = company.push_of(version_of(kind, sent.ref.key, changed, number=n))
        if (await company.look(looking)).match is not Match.OLDER:
            yield field
        after = await company.send(version_of(kind, sent.ref.key, changed, number=n + 100))
        assert (await company.look(after)).match is Match.EQUAL, (field, await company.look(after))
        await company.send(version_of(kind, sent.ref.key, body, number=n + 200))


@pytest.mark.parametrize(("kind", "key", "body"), COMPANY, ids=[f"{kind} {key}" for kind, key, _ in COMPANY])
def test_all_that_is_expected_is_asked_for(stand_in: StandIn, kind: str, key: str, body: dict[str, Any]) -> None:
    carried = INTACCT_KINDS[kind]
    expected = stand_in.connector.expected(
        version_of(kind, key, FULL.get(kind, body)), parents={}, config=stand_in.config, maps=MAPS
    )

    assert expected.keys() - {*carried.telling, *carried.changing, *carried.once} == set()


def test_every_field_of_master_data_is_tried_or_stays_with_us() -> None:
    for kind, body in FULL.items():
        known = {field.encode_name for field in msgspec.structs.fields(KINDS[kind].body)}
        assert known - body.keys() - {"status", "custom"} - {"discount_days"} == STAYS[kind], kind


STAYS: dict[str, set[str]] = {
    "payment_term": set(),
    "account": {"parent", "currency", "description"},
    "department": {"manager", "description"},
    "location": {"manager", "contact", "address", "currency", "description"},
    "class": set(),
    "customer": {"account"},
    "supplier": {"account"},
    "employee": {"manager", "addresses", "currency"},
    "item": {"type", "class", "unit", "supplier", "unit_cost", "currency", "tax_code"},
    "project": {"currency"},
}
