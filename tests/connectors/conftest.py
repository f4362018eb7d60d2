"""A stand-in of the gateway runs as a process of its own. Property tests have no clock: the machine may be busy."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.connectors.third_parties import StandIn, playing

settings.register_profile("no_clock", deadline=None)
settings.load_profile("no_clock")


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with playing(tmp_path_factory.mktemp("stand-in")) as started:
        yield started


@pytest.fixture(scope="module")
def own_stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """For tests that bring it back to its first day."""
    with playing(tmp_path_factory.mktemp("own-stand-in")) as started:
        yield started


@pytest.fixture(scope="session")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """Another one, whose people added fields to their objects."""
    with playing(tmp_path_factory.mktemp("extended")) as started:
        started.extend()
        yield started


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
