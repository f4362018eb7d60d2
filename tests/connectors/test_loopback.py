"""The loopback keeps the contract."""

from datetime import UTC, datetime

import pytest

from backend.connectors.loopback.books import Record, books_of, close_books
from backend.domain.push import TOP
from tests.connectors.contract import ContractSuite
from tests.connectors.third_parties import InMemory


class TestLoopback(ContractSuite):
    @pytest.fixture
    def third_party(self) -> InMemory:
        close_books(InMemory.config.company)
        return InMemory()


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
    close_books(third_party.config.company)
    records = books_of(third_party.config.company).records
    for id_ in ("10", "9", "11"):
        same = {"created_at": now, "changed_at": now, "shown_from": now}
        records[id_] = Record(id=id_, kind="class", number=f"C{id_}", level=TOP, fields={}, **same)

    assert await pages_of(third_party) == ["C9", "C10", "C11"]
