"""Our server beside the floor, in turns: what each request costs them and Postgres."""

from collections.abc import Sequence

import msgspec

from tests.bench.load import load
from tests.bench.system import System

SECONDS = 1.5


class Cost(msgspec.Struct, frozen=True):
    """Of one request, in seconds of CPU; and what it was answered."""

    server: float
    postgres: float
    bytes: int


def cost(system: System, name: str, port: int, paths: Sequence[str], status: int) -> Cost:
    """Of the server `name`. Every answer must have the status."""
    before = system.cpu()
    counted = load(port, paths, system.headers, seconds=SECONDS)
    after = system.cpu()
    assert set(counted.statuses) == {status}, (paths[0], counted.statuses)
    server, postgres = ((after[one] - before[one]) / counted.done for one in (name, "PostgreSQL"))
    return Cost(server, postgres, counted.bytes // counted.done)
