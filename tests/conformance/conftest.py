"""One stand-in with both ports for all conformance tests of a file, back at its first day for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.clients import JavaScriptClient, PythonClient
from tests.stand_in.gateway import StandIn


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[StandIn]:
    stand_in = StandIn(home, "--tls-port", "0")
    yield stand_in
    stand_in.kill()


@pytest.fixture
def stand_in(running: StandIn) -> StandIn:
    running.admin("POST", "reset", {"what": "everything"})
    return running


@pytest.fixture
def javascript(stand_in: StandIn) -> JavaScriptClient:
    return JavaScriptClient(stand_in)


@pytest.fixture
def python(stand_in: StandIn, home: Path) -> PythonClient:
    return PythonClient(stand_in, home)
