"""A system of real processes for each file of tests, on a database and a Valkey of its own."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conftest import _at, _run, copied
from tests.promises.system import System, running
from tests.promises.valkey import Valkey


@pytest.fixture(scope="module")
async def fresh_database(anyio_backend: str, template: str) -> AsyncIterator[str]:
    name = "syncline_promises"
    await _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", copied(name, template))
    yield _at(name)
    await _run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def valkey(home: Path) -> Iterator[Valkey]:
    started = Valkey(home)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def system(home: Path, fresh_database: str, valkey: Valkey) -> Iterator[System]:
    with running(home, fresh_database, valkey.url) as started:
        yield started
