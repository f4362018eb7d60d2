"""An open line to the pretend third party. It misbehaves as its switches say."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from backend.connectors.loopback.books import Record, books_of
from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.content import fields_in
from backend.connectors.loopback.sweeping import opened, page_after, ref_of
from backend.domain.changes import Changes, Cursor
from backend.domain.push import (
    Advice,
    Difference,
    ErrorClass,
    Exchange,
    Found,
    Health,
    Match,
    Operation,
    Outcome,
    Push,
    RemoteRecord,
    RemoteRef,
    Result,
    Who,
    created_before,
    differing,
    unwell,
)

WAITS = Advice(Who.NOBODY, "Wait until it answers again.")
PASSWORD = Advice(Who.SETTINGS, "Enter its welcome word as the password of this integration.")
SWITCHES = Advice(Who.SETTINGS, "Compare the object with the switches in the settings of this integration.")
LOOKED_UP = Advice(Who.NOBODY, "Wait: Syncline looks what became of it before anything is sent again.")


class LoopbackRemote:
    def __init__(self, config: LoopbackConfig, secrets: Mapping[str, str], level: str) -> None:
        self._config, self._level = config, level
        self._books = books_of(config.company)
        self._lag = timedelta(seconds=config.lag_seconds)
        self._welcome = secrets["password"] == config.welcome_word

    async def check(self) -> Health:
        closed = self._closed()
        if closed:
            return _unwell(closed)
        return Health(ok=True, sentence=f"Signed in to {self._config.company}", company=self._config.company)

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        closed = self._closed()
        if closed:
            return [closed] * len(batch)
        if self._config.latency_seconds > self._config.call_timeout_seconds:
            await asyncio.sleep(self._config.call_timeout_seconds)
            return [_unclear("no answer", "No answer in time; it may have been carried out")] * len(batch)
        await asyncio.sleep(self._config.latency_seconds)
        if self._config.broken:
            return [_unclear("unclear answer", "The answer cannot be read")] * len(batch)
        exchange = _written_down(batch)
        return [self._write(push, exchange) for push in batch]

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        if closed := self._closed():
            return [Found(match=Match.UNSEEN, sentence=closed.sentence)] * len(wanted)
        return [self._look(push) for push in wanted]

    async def read(self, refs: Sequence[tuple[str, RemoteRef]]) -> Sequence[RemoteRecord | None]:
        records = [self._books.records.get(ref.id) for _, ref in refs]
        return [RemoteRecord(ref=ref_of(r), fields=r.fields) if r else None for r in records]

    async def changed(self, kind: str, since: Cursor | None, *, most: int) -> Changes:
        if why := await self._silence():
            return Changes(cursor=since, failure=why)
        look_back = timedelta(minutes=self._config.look_back_minutes)
        place = opened(since, kind=kind, level=self._level, look_back=look_back, now=datetime.now(UTC))
        if place is None:
            sentence = f"The cursor does not fit {kind} at {self._level}: read from the beginning"
            return Changes(cursor=since, failure=sentence)
        return page_after(place, self._books, most=most, now=datetime.now(UTC))

    async def _silence(self) -> str:
        """Why no answer comes that can be read."""
        if closed := self._closed():
            return closed.sentence
        await asyncio.sleep(min(self._config.latency_seconds, self._config.call_timeout_seconds))
        if self._config.latency_seconds > self._config.call_timeout_seconds:
            return "No answer in time"
        return "The answer cannot be read" if self._config.broken else ""

    async def probe(self, kinds: Sequence[str]) -> Sequence[Health]:
        closed = self._closed()
        return [_unwell(closed) if closed else self._probed(kind) for kind in kinds]

    async def ask_later(self) -> Health:
        return Health(ok=False, sentence="All is answered at once here")

    def _probed(self, kind: str) -> Health:
        if kind == self._config.hide_kind:
            return Health(ok=False, sentence=f"The third party shows nobody a {kind}", who=Who.THERE)
        return Health(ok=True, sentence=f"{kind} can be read")

    def _closed(self) -> Outcome | None:
        """Why nothing goes through at all."""
        if self._config.unreachable:
            return _not_applied(ErrorClass.CONNECTION, "unreachable", "The third party cannot be reached", WAITS)
        if self._config.throttled:
            wait = timedelta(seconds=30)
            return _not_applied(ErrorClass.CONNECTION, "rate limit", "Too many calls for the moment", WAITS, wait=wait)
        if not self._welcome:
            return _not_applied(ErrorClass.SETUP, "sign-in", "The third party does not take the password", PASSWORD)
        return None

    def _write(self, push: Push, exchange: Exchange) -> Outcome:
        refusal = self._refusal(push)
        if refusal:
            return refusal
        fields, old = fields_in(push.payload.content), self._old(push)
        record = self._books.change(old, fields, lag=self._lag) if old else self._made(push, fields)
        self._books.completed.add(push.key)
        if self._lost(push):
            return _unclear("no answer", "The answer was lost; it may have been carried out")
        return Outcome(result=Result.APPLIED, remote=ref_of(record), level=self._level, exchange=exchange)

    def _made(self, push: Push, fields: dict[str, str]) -> Record:
        named = {"kind": push.ref.kind, "number": push.natural_key, "level": self._level}
        return self._books.add(**named, fields=fields, lag=self._lag)

    def _refusal(self, push: Push) -> Outcome | None:
        if self._config.refuse_prefix and push.ref.key.startswith(self._config.refuse_prefix):
            return _rejected("refused", f"The third party refuses {push.ref}")
        if push.key in self._books.completed:
            return _duplicate("This was carried out before; look for what it made")
        if push.operation is Operation.UPDATE:
            return None if self._old(push) else _rejected("missing", f"The third party has no {push.ref} to update")
        taken = self._books.named(kind=push.ref.kind, number=push.natural_key, level=self._level)
        return _duplicate(f"The third party already has a {push.ref}") if taken else None

    def _old(self, push: Push) -> Record | None:
        return self._books.records.get(push.remote.id) if push.remote else None

    def _lost(self, push: Push) -> bool:
        return bool(self._config.lose_prefix) and push.ref.key.startswith(self._config.lose_prefix)

    def _look(self, push: Push) -> Found:
        old = self._old(push)
        named = self._books.named(kind=push.ref.kind, number=push.natural_key, level=self._level)
        seen = ([old] if old else []) if push.remote else named
        if not seen:
            return Found(match=Match.ABSENT)
        if len(seen) > 1:
            return Found(match=Match.SEVERAL, others=tuple(map(ref_of, seen)))
        return _compared(push, seen[0])


def _unwell(closed: Outcome) -> Health:
    assert closed.advice
    return unwell(closed.sentence, closed.advice)


def _compared(push: Push, record: Record) -> Found:
    values = [(name, record.fields.get(name, ""), ours) for name, ours in push.expected.items()]
    found = [Difference(name, _label(name), there, ours) for name, there, ours in values if there != ours]
    said = differing(found)
    if push.made_after and record.created_at < push.made_after:
        created = f"{record.created_at:%Y-%m-%d at %H:%M} UTC"
        said = ". ".join(filter(None, [f"It was created there on {created}, before ours was sent", said]))
        found.append(created_before("created_at", created, push.made_after))
    if not found:
        return Found(match=Match.EQUAL, remote=ref_of(record))
    other = Match.OLDER if push.remote else Match.FOREIGN
    return Found(match=other, remote=ref_of(record), differences=tuple(found), sentence=said)


def _label(name: str) -> str:
    """`contact.tax_id` → contact tax id."""
    return name.replace(".", " ").replace("_", " ")


def _written_down(batch: Sequence[Push]) -> Exchange:
    request = b"\n".join(push.payload.content for push in batch)
    return Exchange(
        request=request.decode(), answer="", http_status=200, seconds=0, bytes_sent=len(request), bytes_received=0
    )


def _not_applied(
    who: ErrorClass, cause: str, sentence: str, advice: Advice, *, wait: timedelta | None = None
) -> Outcome:
    return Outcome(
        result=Result.NOT_APPLIED, error_class=who, cause=cause, sentence=sentence, advice=advice, retry_after=wait
    )


def _rejected(cause: str, sentence: str) -> Outcome:
    return Outcome(
        result=Result.REJECTED,
        error_class=ErrorClass.DATA,
        cause=cause,
        sentence=sentence,
        advice=SWITCHES,
        raw=sentence,
    )


def _duplicate(sentence: str) -> Outcome:
    return Outcome(
        result=Result.UNKNOWN, error_class=ErrorClass.DUPLICATE, cause="duplicate", sentence=sentence, advice=LOOKED_UP
    )


def _unclear(cause: str, sentence: str) -> Outcome:
    return Outcome(
        result=Result.UNKNOWN, error_class=ErrorClass.UNCLEAR, cause=cause, sentence=sentence, advice=LOOKED_UP
    )
