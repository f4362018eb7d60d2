"""A stand-in of Sage Intacct beside the loopback, for what only it can show."""

from collections.abc import Iterator

import pytest

from tests.connectors.third_parties import StandIn, playing


@pytest.fixture(scope="session")
def marking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with playing(tmp_path_factory.mktemp("marking")) as started:
        yield started
