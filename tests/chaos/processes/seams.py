"""What is done to workers from outside: a pause between the last check and the send, and objects that kill."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.remote import IntacctRemote
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push

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
