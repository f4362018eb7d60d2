"""A connector to the third party of these tests: what it pushes meets the faults that were picked for it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.connector import Loopback
from backend.connectors.outcomes import compared, duplicate, unclear
from backend.connectors.protocol import LateAnswer, Later, Remote
from backend.domain.objects import Problem, Version
from backend.domain.pushes.found import Difference, Found, Match, created_before
from backend.domain.pushes.health import Health
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.push import Push, Rendered
from backend.domain.pushes.remote import RemoteRef
from tests.properties.there import (
    ANSWERS_WITHIN,
    CALL,
    EXCHANGE,
    LAG,
    LONGEST,
    Flying,
    Record,
    There,
    number_of,
    ref_of,
)

UNSENDABLE = "unsendable"  # what has this name is refused by ourselves
LATE, ACKNOWLEDGED, LOST_ANSWER, LOST_REQUEST = "late", "acknowledged", "answer lost", "request lost"
FAULTS = [LOST_ANSWER, LOST_REQUEST, LATE, LATE, ACKNOWLEDGED, "rejected", "busy", "busy", "connection", "setup"]


class Pretend(Loopback):
    def __init__(self) -> None:
        self.there = There(dedupes=True, unique=True)  # of the machine that plays
        self.broken = False
        self.later: Later | None = PretendLater()

    def promises(self, config: LoopbackConfig) -> Promises:  # noqa: ARG002
        return Promises(
            longest_processing=timedelta(seconds=LONGEST),
            look_up_lag=timedelta(seconds=LAG),
            call_timeout=timedelta(seconds=CALL),
            batch_limit=100,
            answers_within=timedelta(seconds=ANSWERS_WITHIN),
        )

    def render(self, version: Version, **given: Any) -> Rendered:
        if version.body.get("name") == UNSENDABLE:
            return (Problem("name", "must be another one"),)
        return super().render(version, **given)

    def expected(self, version: Version, **given: Any) -> dict[str, str]:
        if self.broken:
            raise ValueError("A bug of ours")
        return super().expected(version, **given)

    def open(self, *_: object) -> AbstractAsyncContextManager[Any]:
        return self._opened()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Remote]:
        yield PretendRemote(self)  # type: ignore[misc]


class PretendRemote:
    def __init__(self, connector: Pretend) -> None:
        self._connector = connector

    @property
    def there(self) -> There:
        return self._connector.there

    async def check(self) -> Health:
        return Health(ok=True, sentence="Signed in")

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        faults, self.there.faults = self.there.faults, []
        if ACKNOWLEDGED in faults[: len(batch)]:
            return self._acknowledges(batch)
        return [self._meets(push, *faults[place : place + 1]) for place, push in enumerate(batch)]

    def _acknowledges(self, batch: Sequence[Push]) -> list[Outcome]:
        exchange = replace(EXCHANGE, request_id=f"request {batch[0].key} {next(self.there.numbers)}")
        for push in batch:
            self._flies(push, ANSWERS_WITHIN, exchange.request_id)
        return [Outcome(result=Result.ACKNOWLEDGED, sentence="It answers later", exchange=exchange)] * len(batch)

    def _flies(self, push: Push, seconds: float, request_id: str = "") -> None:
        self.there.arrives(push)
        self.there.flying.append(Flying(push, self.there.now + seconds, request_id))

    def _meets(self, push: Push, fault: str = "") -> Outcome:
        lost = unclear("no answer", "No answer", exchange=EXCHANGE)
        match fault:
            case "late":
                self._flies(push, LONGEST)
                return lost
            case "request lost":
                return lost
            case "rejected":
                return Outcome(result=Result.REJECTED, error_class=ErrorClass.DATA, sentence="No", exchange=EXCHANGE)
            case "busy" | "connection" | "setup":
                kind, sentence = ErrorClass(fault), f"Not now: {fault}"
                return Outcome(result=Result.NOT_APPLIED, error_class=kind, sentence=sentence, exchange=EXCHANGE)
        self.there.arrives(push)
        done = self.there.executes(push)
        return lost if fault == LOST_ANSWER else done

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        if self.there.blind:
            return [Found(match=Match.UNSEEN, sentence="It does not answer")] * len(wanted)
        return [self._look(push) for push in wanted]

    def _look(self, push: Push) -> Found:
        named = [one for one in self.there.named(number_of(push)) if one.shown(self.there.now) is not None]
        if push.remote:
            known = [one for one in named if one.id == push.remote.id]
            return self._compared(push, known[0], ours=True) if known else _gone(named)
        ours = [one for one in named if one.marker in push.markers]
        seen = ours or named
        if len(seen) > 1:
            return Found(match=Match.SEVERAL, others=tuple(map(ref_of, seen)))
        return self._compared(push, seen[0], ours=bool(ours)) if seen else Found(match=Match.ABSENT)

    def _compared(self, push: Push, record: Record, *, ours: bool) -> Found:
        fields = record.shown(self.there.now) or {}
        shown = [(name, fields.get(name, ""), value) for name, value in push.expected.items()]
        found = [Difference(name, name, there, here) for name, there, here in shown if there != here]
        too_old = None
        if push.made_after is not None and record.made_at < push.made_after and not ours:
            too_old = ("It is older", created_before("made", "before", push.made_after))
        return compared(ref_of(record), found, ours=ours, too_old=too_old)


def _gone(named: Sequence[Record]) -> Found:
    return Found(match=Match.ABSENT, others=tuple(map(ref_of, named)))


class PretendLater:
    def open(self, config: Any, body: bytes) -> LateAnswer | Problem:  # noqa: ARG002
        request_id, text = msgspec.json.decode(body, type=tuple[str, str])
        return LateAnswer(request_id, text)

    def read(self, config: Any, text: str, batch: Sequence[Push], *, level: str) -> Sequence[Outcome]:  # noqa: ARG002
        said = msgspec.json.decode(text, type=dict[str, tuple[str, str]])
        return [_told(*said.get(push.key, ("", ""))) for push in batch]


def _told(result: str, remote: str) -> Outcome:
    if result == ErrorClass.DUPLICATE:
        return duplicate("It was carried out before", exchange=EXCHANGE)
    if result not in set(Result):
        return unclear("nothing said", "The answer does not name it", exchange=EXCHANGE)
    ref = RemoteRef(id=remote) if remote else None
    return Outcome(result=Result(result), remote=ref, level="top", sentence="As it says", exchange=EXCHANGE)
