"""What is done to workers from outside: a pause between the last check and the send, and objects that kill."""

import asyncio
import json
import os
import random
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backend.connectors import http
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.remote import IntacctRemote
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push
from backend.storage.postgres.database import engine

POISON = "POISON"
PAUSED = "chaos.paused"


def sends_pause(rate: float = 0.0, seconds: float = 1.0) -> None:
    """`rate`: of the requests; for up to so many seconds."""
    push, chance = IntacctRemote.push, random.Random()

    async def paused(self: IntacctRemote, batch: Sequence[Push]) -> Sequence[Outcome]:
        if chance.random() < rate:
            print(PAUSED, file=sys.stderr, flush=True)
            await asyncio.sleep(seconds * chance.uniform(0.8, 1))
        return await push(self, batch)

    IntacctRemote.push = paused  # type: ignore[method-assign]


def poison_kills() -> None:
    """Who builds the request of such an object dies of it, as of a fault in a C library."""
    render = SageIntacct.render

    def deadly(self: SageIntacct, version: Any, **given: Any) -> Any:
        if version.ref.key.startswith(POISON):
            os.kill(os.getpid(), signal.SIGKILL)
        return render(self, version, **given)

    SageIntacct.render = deadly  # type: ignore[method-assign]


def tells(place: Path) -> None:
    """At SIGUSR1 it adds a line: how many connections it has taken, to PostgreSQL and to third parties."""

    def told(*_: object) -> None:
        said = {"pid": os.getpid(), "postgres": _taken(), "http": _calling()}
        with place.open("a") as file:
            file.write(json.dumps(said) + "\n")

    signal.signal(signal.SIGUSR1, told)


def _taken() -> int:
    pools = [pool for pool in (engine().pool, engine().planning) if pool]
    return sum(pool.get_size() - pool.get_idle_size() for pool in pools)


def _calling() -> int:
    pools: list[Any] = [client._transport._pool for client, _ in http._shared.values()]  # type: ignore[attr-defined]
    return sum(not one.is_idle() and not one.is_closed() for pool in pools for one in pool.connections)
