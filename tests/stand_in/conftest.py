"""One stand-in for all tests of a file, back at its first day for each; and a maker of others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.requests import customer


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    stand_in = StandIn(tmp_path_factory.mktemp("home"))
    yield stand_in
    stand_in.kill()


@pytest.fixture
def stand_in(shared: StandIn) -> StandIn:
    """Empty but for what the default scenario brings."""
    shared.admin("POST", "reset", {"what": "everything"})
    return shared


@pytest.fixture
def ready(stand_in: StandIn) -> StandIn:
    """With the customer C1."""
    stand_in.call(customer("C1"))
    return stand_in


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., StandIn]]:
    """Starts one on the same home each time; all are killed at the end."""
    started: list[StandIn] = []

    def start_one(*arguments: str) -> StandIn:
        started.append(StandIn(tmp_path / "home", *arguments))
        return started[-1]

    yield start_one
    for each in started:
        each.kill()
