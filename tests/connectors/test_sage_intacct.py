"""The Intacct connector keeps the contract, against the stand-in of the gateway."""

import pytest

from tests.connectors.contract import ContractSuite
from tests.connectors.third_parties import StandIn


class TestSageIntacct(ContractSuite):
    @pytest.fixture
    def third_party(self, stand_in: StandIn) -> StandIn:
        return stand_in
