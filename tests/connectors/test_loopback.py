"""The loopback keeps the contract."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend.connectors.checking import check_settings
from backend.connectors.loopback.books import Record, books_of
from backend.domain.levels import TOP
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.contract import ContractSuite
from tests.connectors.third_parties import InMemory


class TestLoopback(ContractSuite):
    @pytest.fixture
    def third_party(self) -> InMemory:
        return InMemory()


@pytest.mark.parametrize(
    ("kind", "body", "needed"),
    [
        ("department", {"name": "Sales", "parent": "D0", "manager": "E1"}, {"department:D0", "employee:E1"}),
        ("customer", {"name": "Wolf", "parent": "OWL"}, {"customer:OWL"}),
        ("customer", {"name": "Wolf", "parent": "K1"}, set()),
        ("sales_credit_memo", {"customer": "OWL", "invoice": "I1", "lines": []}, {"customer:OWL", "sales_invoice:I1"}),
        ("purchase_credit_memo", {"invoice": "I1"}, {"purchase_invoice:I1"}),
        ("customer_payment", {"applied": [{"invoice": "I1"}]}, {"sales_invoice:I1"}),
        ("supplier_payment", {"applied": [{"invoice": "I1"}]}, {"purchase_invoice:I1"}),
        ("customer", {"name": "Wolf", "payment_term": "N30"}, set()),
    ],
)
def test_whatever_an_object_names_must_be_there_first(kind: str, body: dict[str, Any], needed: set[str]) -> None:
    version = Version(ref=ObjectRef(kind, "K1"), number=1, entity="", body=body, hash=b"")

    found = InMemory.connector.needs(version, Maps())

    assert {f"{ref.kind}:{ref.key}" for ref in found} == needed


def test_what_stands_within_lists_goes_by_its_number_there_too() -> None:
    body = {"customer": "OWL", "applied": [{"invoice": "I1", "amount": "7.00"}]}
    version = Version(ref=ObjectRef("customer_payment", "K1"), number=1, entity="", body=body, hash=b"")
    parents = {ObjectRef("sales_invoice", "I1"): RemoteRef(id="4", number="INV-0001")}

    expected = InMemory.connector.expected(version, parents=parents, config=InMemory.config, maps=Maps())

    assert expected["applied"] == '[{"amount":"7.00","invoice":"INV-0001"}]'
    assert (expected["customer"], expected["reference"]) == ("OWL", "")


async def pages_of(third_party: InMemory) -> list[str]:
    read, cursor = list[str](), None
    async with third_party.connector.open(third_party.config, third_party.secrets, TOP) as remote:
        for _ in range(20):
            page = await remote.changed("class", cursor, most=1)
            read, cursor = [*read, *[record.ref.number for record in page.records]], page.cursor
            if not page.more:
                return read
    raise AssertionError("the sweep does not end")


@pytest.mark.anyio
async def test_records_of_one_moment_are_read_by_their_number() -> None:
    third_party, now = InMemory(), datetime.now(UTC)
    records = books_of(third_party.config.company).records
    for id_ in ("10", "9", "11"):
        same = {"created_at": now, "changed_at": now, "shown_from": now}
        records[id_] = Record(id=id_, kind="class", number=f"C{id_}", level=TOP, fields={}, **same)

    assert await pages_of(third_party) == ["C9", "C10", "C11"]


def test_a_time_limit_that_is_too_short_to_be_one_is_refused_with_a_sentence() -> None:
    config = {"call_timeout_seconds": 1e-9}

    (problem,) = check_settings(InMemory.connector, {"config": config}, config={}, secrets=InMemory.connector.secrets)

    assert (problem.field, problem.sentence) == ("config", "the time limit of a call must be more than nothing")
