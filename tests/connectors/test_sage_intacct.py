"""The Intacct connector keeps the contract, against the stand-in of the gateway."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from backend.domain.pushes.found import Match
from tests.connectors.asking import create, look, send
from tests.connectors.contract import ContractSuite
from tests.connectors.third_parties import StandIn, ThirdParty


class TestSageIntacct(ContractSuite):
    @pytest.fixture
    def third_party(self, stand_in: StandIn) -> StandIn:
        return stand_in


class TestSageIntacctWithAMarker(ContractSuite):
    """At a company whose people added fields to their objects, one of them for our key."""

    @pytest.fixture
    def third_party(self, extended: StandIn) -> StandIn:
        return extended

    async def test_an_equal_record_that_is_older_than_what_was_sent_is_foreign(self, third_party: ThirdParty) -> None:
        """Unless it carries our key: no clock tells better."""
        await send(third_party, push := create(third_party))
        after = datetime.now(UTC) + timedelta(days=1)

        ours, other = [await look(third_party, replace(push, key=key, made_after=after)) for key in (push.key, "x")]

        assert (ours.match, other.match) == (Match.EQUAL, Match.FOREIGN)
