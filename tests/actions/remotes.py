"""Third parties in memory that say something odd."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from msgspec.structs import replace

from backend.connectors.loopback.connector import Loopback, LoopbackConfig, LoopbackRemote
from backend.domain.pushes.found import Found
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome, Result
from backend.domain.pushes.push import Push
from backend.runtime import Runtime


class Remotely(Loopback):
    """Everything as always, over another line."""

    def __init__(self, remote: type[LoopbackRemote]) -> None:
        self._remote = remote

    @asynccontextmanager
    async def open(
        self, config: LoopbackConfig, secrets: Mapping[str, str], level: str
    ) -> AsyncIterator[LoopbackRemote]:
        yield self._remote(config, secrets, level)


def with_connector(runtime: Runtime, connector: Loopback) -> None:
    runtime.connectors = {**runtime.connectors, "loopback": connector}


class Repeats(LoopbackRemote):
    """Refuses, and repeats a number that it was sent."""

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        said = "The tax ID DE123456789 is not valid."
        words = {"cause": "invalid DE123456789", "sentence": said, "raw": said}
        return [Outcome(result=Result.REJECTED, error_class=ErrorClass.DATA, **words) for _ in batch]


class SaysOneTwice(LoopbackRemote):
    """Names the record of D1 for D2 as well."""

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        told = list(zip(batch, await super().push(batch), strict=True))
        first = next(outcome for push, outcome in told if push.ref.key == "D1")
        return [replace(one, remote=first.remote) if push.ref.key == "D2" else one for push, one in told]


class KeepsLooks(LoopbackRemote):
    """With the request that a look was, as one that goes over a wire has it."""

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        sizes = {"bytes_sent": 0, "bytes_received": 0}
        one = Exchange(request="?", answer="!", http_status=200, seconds=0, **sizes)
        return [replace(found, exchange=one) for found in await super().find(wanted)]


class BreaksAtOne(LoopbackRemote):
    """A bug of ours meets the record of BAD."""

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        if any(one.ref.key == "BAD" for one in wanted):
            raise ArithmeticError("a bug")
        return await super().find(wanted)
