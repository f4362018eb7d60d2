"""The open line as the engine sees it: push, find, read, changed, check, probe."""

from collections.abc import Sequence

from backend.connectors.http import NoAnswer
from backend.connectors.sage_intacct.causes import saying
from backend.connectors.sage_intacct.causes.saying import plain
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.looking.finding import find_all, read_all
from backend.connectors.sage_intacct.outcomes import acknowledged, from_reply, refused, unanswered
from backend.connectors.sage_intacct.probing.one_row import probe_all
from backend.connectors.sage_intacct.probing.policy import ask_later
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.sweeping import changes_since
from backend.connectors.sage_intacct.wire import requests
from backend.connectors.sage_intacct.wire.envelope import Verdict
from backend.connectors.sage_intacct.wire.line import Line, Sent
from backend.connectors.sage_intacct.wire.session import Refusal, Session, level_name
from backend.domain.changes import Changes, Cursor
from backend.domain.pushes.found import Found
from backend.domain.pushes.health import Health, unwell
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRecord, RemoteRef
from backend.domain.sentence import joined


class IntacctRemote:
    """Raises only bugs. The session opens with the first call and is renewed once when Intacct has ended it."""

    def __init__(self, line: Line, config: IntacctConfig) -> None:
        self._line, self._config = line, config

    async def check(self) -> Health:
        """Sign in at this level. Later calls use the session."""
        session = await self._line.session(until=self._line.time_limit())
        if isinstance(session, Refusal):
            return self._line.hidden(unwell(session.sentence, session.advice, session.raw))
        return Health(ok=True, sentence=_signed_in(session), company=session.company)

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        return [self._line.masked(one) for one in await self._push(batch)]

    async def _push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        """Send in one request; twice only when Intacct says that the session had ended and nothing ran."""
        if not batch:
            return ()
        if len(batch) > requests.MOST_FUNCTIONS or len({push.key for push in batch}) != len(batch):
            raise ValueError(f"a batch holds at most {requests.MOST_FUNCTIONS} pushes, each with a key of its own")
        functions = requests.joined(map(requests.functions_of, batch))
        until = self._line.time_limit()
        for last in (False, True):
            session = await self._line.session(until=until)
            if isinstance(session, Refusal):
                return [refused(session)] * len(batch)
            sent = await self._send(session, functions, until=until)
            outcomes = self._read(sent, batch, session, last=last)
            if outcomes is not None:
                return outcomes
        raise AssertionError("the second round always has outcomes")

    async def _send(self, session: Session, functions: bytes, *, until: float) -> Sent:
        if self._config.policy_id:
            return await self._line.send_later(functions, until=until, unique=True)
        return await self._line.send(session, functions, until=until, unique=True)

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        return [self._line.unseen(one) for one in await find_all(self._line, self._config, wanted)]

    async def read(self, refs: Sequence[tuple[str, RemoteRef]]) -> Sequence[RemoteRecord | None]:
        return await read_all(self._line, self._config, refs)

    async def changed(self, kind: str, since: Cursor | None, *, most: int) -> Changes:
        return await changes_since(self._line, self._config, kind, since, most=most)

    async def probe(self, kinds: Sequence[str]) -> Sequence[Health]:
        return await probe_all(self._line, self._config, kinds)

    async def ask_later(self) -> Health:
        return await ask_later(self._line)

    def _read(self, sent: Sent, batch: Sequence[Push], session: Session, *, last: bool) -> Sequence[Outcome] | None:
        """None: the session had ended; nothing ran."""
        answer = sent.answer
        if isinstance(answer, NoAnswer):
            return [unanswered(answer, sent.exchange)] * len(batch)
        reply = read_reply(
            answer.body,
            http_status=answer.status,
            content_type=answer.content_type,
            sent=requests.control_ids(batch),
        )
        if reply.session_lost:
            self._line.forget(session)
            if not last:
                return None
        if reply.verdict is Verdict.ACKNOWLEDGED and sent.exchange.request_id:
            return [acknowledged(sent.exchange)] * len(batch)
        return from_reply(reply, batch, location=self._line.location, exchange=sent.exchange, wait=answer.retry_after)


def _signed_in(session: Session) -> str:
    """As Intacct says it; what it leaves out is left out."""
    named = ((saying.USER, session.user), (saying.SENDER, session.sender))
    who = joined(", ", [words.with_values(name=name) for words, name in named if name])
    words = saying.SIGNED_IN_AS if who else saying.SIGNED_IN
    return plain(words, company=session.company, who=who, level=level_name(session.location))
