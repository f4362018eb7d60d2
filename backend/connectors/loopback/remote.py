"""An open line to the pretend third party. It misbehaves as its switches say."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from backend.connectors.loopback.books import Record, books_of
from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.content import fields_in
from backend.connectors.loopback.sweeping import opened, page_after, ref_of
from backend.connectors.outcomes import compared, duplicate, not_applied, unclear
from backend.domain.changes import Changes, Cursor
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference, Found, Match, created_before
from backend.domain.pushes.health import Health, unwell
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome, Result
from backend.domain.pushes.push import Operation, Push
from backend.domain.pushes.remote import RemoteRecord, RemoteRef
from backend.domain.sentence import kept

WAITS = Advice(Who.NOBODY, kept("Wait until it answers again."))
PASSWORD = Advice(Who.SETTINGS, kept("Enter its welcome word as the password of this integration."))
NONSENSE = kept("The answer cannot be read")
SWITCHES = Advice(Who.SETTINGS, kept("Compare the object with the switches in the settings of this integration."))


class LoopbackRemote:
    def __init__(self, config: LoopbackConfig, secrets: Mapping[str, str], level: str) -> None:
        self._config, self._level = config, level
        self._books = books_of(config.company)
        self._lag = timedelta(seconds=config.lag_seconds)
        self._welcome = config.welcome_word in secrets["password"]

    async def check(self) -> Health:
        closed = self._closed()
        if closed:
            return _unwell(closed)
        return Health(
            ok=True,
            sentence=kept("Signed in to %(company)s", company=self._config.company),
            company=self._config.company,
        )

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        if closed := self._closed(batch):
            return [closed] * len(batch)
        if not batch:
            return []
        self._books.requests += 1
        if self._config.latency_seconds > self._config.call_timeout_seconds:
            await asyncio.sleep(self._config.call_timeout_seconds)
            silence = kept("No answer in time; it may have been carried out")
            return [unclear("no answer", silence, exchange=_written_down(batch, None))] * len(batch)
        await asyncio.sleep(self._config.latency_seconds)
        if self._config.broken:
            return [unclear("unclear answer", NONSENSE, exchange=_written_down(batch, 500))] * len(batch)
        exchange = _written_down(batch, None if any(map(self._lost, batch)) else 200)
        return [self._write(push, exchange) for push in batch]

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        if closed := self._closed():
            return [_unseen(closed)] * len(wanted)
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
            sentence = kept(
                "The cursor does not fit %(what)s at %(level)s: read from the beginning", what=kind, level=self._level
            )
            return Changes(cursor=since, failure=sentence)
        return page_after(place, self._books, most=most, now=datetime.now(UTC))

    async def _silence(self) -> str:
        """Why no answer comes that can be read."""
        if closed := self._closed():
            return closed.sentence
        await asyncio.sleep(min(self._config.latency_seconds, self._config.call_timeout_seconds))
        if self._config.latency_seconds > self._config.call_timeout_seconds:
            return kept("No answer in time")
        return NONSENSE if self._config.broken else ""

    async def probe(self, kinds: Sequence[str]) -> Sequence[Health]:
        closed = self._closed()
        return [_unwell(closed) if closed else self._probed(kind) for kind in kinds]

    async def ask_later(self) -> Health:
        return Health(ok=False, sentence=kept("All is answered at once here"))

    def _probed(self, kind: str) -> Health:
        if kind == self._config.hide_kind:
            return Health(
                ok=False, sentence=kept("The third party shows nobody any %(what)s", what=kind), who=Who.THERE
            )
        return Health(ok=True, sentence=kept("%(what)s can be read", what=kind))

    def _closed(self, batch: Sequence[Push] = ()) -> Outcome | None:
        """Why nothing goes through at all."""
        line = ErrorClass.CONNECTION
        if self._config.unreachable:
            away, exchange = kept("The third party cannot be reached"), _written_down(batch, None)
            return not_applied(line, "unreachable", away, WAITS, exchange=exchange)
        if self._config.throttled:
            wait, exchange = timedelta(seconds=30), _written_down(batch, 429)
            told = kept("Too many calls for the moment")
            return not_applied(ErrorClass.THROTTLE, "rate limit", told, WAITS, exchange=exchange, wait=wait)
        if not self._welcome:
            sentence, exchange = kept("The third party does not take the password"), _written_down(batch, 401)
            return not_applied(ErrorClass.SETUP, "sign-in", sentence, PASSWORD, exchange=exchange)
        return None

    def _write(self, push: Push, exchange: Exchange) -> Outcome:
        if refusal := self._refusal(push, exchange):
            return refusal
        fields, old = fields_in(push.payload.content), self._old(push)
        record = self._books.change(old, fields, lag=self._lag) if old else self._made(push, fields)
        self._books.completed.add(push.key)
        if self._lost(push):
            return unclear("no answer", kept("The answer was lost; it may have been carried out"), exchange=exchange)
        said = self._said(record)
        if said.level != self._level:
            sentence = kept(
                "The third party worked at %(there)s, not at %(asked)s", there=said.level, asked=self._level
            )
            return unclear("wrong level", sentence, exchange=exchange)
        if why := _stranger(push, said):
            return unclear("another record", why, exchange=exchange)
        return Outcome(result=Result.APPLIED, remote=ref_of(said), level=said.level, exchange=exchange)

    def _said(self, record: Record) -> Record:
        """What the answer names."""
        if self._config.name_another:
            return replace(record, id=f"{record.id}0", number=f"{record.number}0")
        return replace(record, level=f"{record.level}0") if self._config.name_another_level else record

    def _made(self, push: Push, fields: dict[str, str]) -> Record:
        named = {"kind": push.ref.kind, "number": push.natural_key, "level": self._level}
        return self._books.add(**named, fields=fields, lag=self._lag)

    def _refusal(self, push: Push, exchange: Exchange) -> Outcome | None:
        if self._config.refuse_prefix and push.ref.key.startswith(self._config.refuse_prefix):
            return _rejected("refused", kept("The third party refuses %(object)s", object=push.ref), exchange)
        if push.key in self._books.completed:
            return duplicate(kept("This was carried out before; look for what it made"), exchange=exchange)
        if push.operation is Operation.UPDATE:
            missing = kept("The third party has no %(object)s to update", object=push.ref)
            return None if self._old(push) else _rejected("missing", missing, exchange)
        taken = self._books.named(kind=push.ref.kind, number=push.natural_key, level=self._level)
        return (
            duplicate(kept("The third party already has %(object)s", object=push.ref), exchange=exchange)
            if taken
            else None
        )

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


def _unseen(closed: Outcome) -> Found:
    return Found(
        match=Match.UNSEEN,
        sentence=closed.sentence,
        error_class=closed.error_class,
        retry_after=closed.retry_after,
        exchange=closed.exchange,
    )


def _unwell(closed: Outcome) -> Health:
    assert closed.advice
    return unwell(closed.sentence, closed.advice)


def _stranger(push: Push, said: Record) -> str:
    """Why a success is not about what we sent; empty: it is."""
    ours, theirs = (push.remote.id, said.id) if push.remote else (push.natural_key, said.number)
    return (
        kept("The third party answered about %(there)s, not %(asked)s", there=theirs, asked=ours)
        if theirs != ours
        else ""
    )


def _compared(push: Push, record: Record) -> Found:
    # A create writes nothing that is empty; an update empties it.
    values = [(name, record.fields.get(name, ""), ours) for name, ours in push.expected.items() if ours or push.remote]
    found = [Difference(name, _label(name), there, ours) for name, there, ours in values if there != ours]
    return compared(ref_of(record), found, ours=push.remote is not None, too_old=_too_old(push, record))


def _too_old(push: Push, record: Record) -> tuple[str, Difference] | None:
    if push.made_after is None or record.created_at >= push.made_after:
        return None
    created = f"{record.created_at:%Y-%m-%d at %H:%M} UTC"
    sentence = kept("It was created there on %(at)s, before ours was sent", at=created)
    return sentence, created_before("created_at", created, push.made_after)


def _label(name: str) -> str:
    """`contact.tax_id` → contact tax id."""
    return name.replace(".", " ").replace("_", " ")


def _written_down(batch: Sequence[Push], status: int | None) -> Exchange:
    request = b"\n".join(push.payload.content for push in batch)
    return Exchange(
        request=request.decode(), answer="", http_status=status, seconds=0, bytes_sent=len(request), bytes_received=0
    )


def _rejected(cause: str, sentence: str, exchange: Exchange) -> Outcome:
    return Outcome(
        result=Result.REJECTED,
        error_class=ErrorClass.DATA,
        cause=cause,
        sentence=sentence,
        advice=SWITCHES,
        raw=sentence,
        exchange=exchange,
    )
