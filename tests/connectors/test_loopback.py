"""The loopback keeps the contract."""

import pytest

from backend.connectors.loopback.books import close_books
from tests.connectors.contract import ContractSuite
from tests.connectors.third_parties import InMemory


class TestLoopback(ContractSuite):
    @pytest.fixture
    def third_party(self) -> InMemory:
        close_books(InMemory.config.company)
        return InMemory()
