"""One line to the gateway at one level: signs in, keeps the session, sends, and writes down what was said."""

import asyncio
import hashlib
import time

import httpx
import msgspec
from msgspec.structs import replace

from backend.connectors.endpoint import refused
from backend.connectors.http import Answer, NoAnswer, call
from backend.connectors.masking import Masker
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.wire import requests
from backend.connectors.sage_intacct.wire.endpoint import followed
from backend.connectors.sage_intacct.wire.session import Refusal, Session, read_session
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Found
from backend.domain.pushes.health import Health
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome
from backend.domain.sentence import kept

ENDPOINT = Advice(Who.SETTINGS, kept("Correct the endpoint in the settings of this integration."))


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A request that left, or tried to."""

    answer: Answer | NoAnswer
    exchange: Exchange


class Line:
    """Safe for several tasks; they share one session. `location` is empty at the top level."""

    def __init__(
        self, client: httpx.AsyncClient, config: IntacctConfig, credentials: requests.Credentials, location: str
    ) -> None:
        self._client, self._config, self._credentials = client, config, credentials
        self.location = location
        self._session: Session | None = None
        self._signing_in = asyncio.Lock()
        self._mask = Masker([credentials.sender_password, credentials.user_password])

    def __repr__(self) -> str:
        return f"Line({self._config.company_id!r}, {self.location or 'top'!r})"

    def time_limit(self) -> float:
        """When a call that begins now must have ended, on the monotonic clock: signing in counts."""
        return time.monotonic() + self._config.call_timeout_seconds

    async def session(self, *, until: float) -> Session | Refusal:
        """The session in hand, or a new one."""
        async with self._signing_in:
            if self._session is None:
                opened = await self._sign_in(until)
                if isinstance(opened, Refusal):
                    return opened
                self._session = opened
            return self._session

    def forget(self, session: Session) -> None:
        """It has ended. A newer one, opened by somebody else meanwhile, stays."""
        if self._session is session:
            self._session = None

    async def send(self, session: Session, functions: bytes, *, until: float, unique: bool = False) -> Sent:
        """Send once; it is answered at once. `unique`: what was completed before is refused."""
        request = requests.with_session(
            self._config,
            self._credentials,
            session=session.id,
            functions=functions,
            control_id=_control_id(functions),
            unique=unique,
        )
        return await self._post(session.endpoint, request, until)

    async def send_later(self, functions: bytes, *, until: float, unique: bool) -> Sent:
        """Send once, under the transport policy: it is answered later. It signs in by itself, because a session may be
        over when it is carried out, and nobody would hear of that before the answer."""
        control_id = _control_id(functions)
        request = requests.with_login(
            self._config,
            self._credentials,
            location=self.location,
            functions=functions,
            control_id=control_id,
            unique=unique,
            policy=self._config.policy_id,
        )
        sent = await self._post(self._config.endpoint, request, until)
        return replace(sent, exchange=replace(sent.exchange, request_id=control_id))

    async def _sign_in(self, until: float) -> Session | Refusal:
        if why := refused(self._config.endpoint):
            return Refusal(sentence=why, error_class=ErrorClass.SETUP, cause="endpoint", advice=ENDPOINT)
        functions = requests.session_function(self.location)
        request = requests.with_login(
            self._config, self._credentials, location=self.location, functions=functions, control_id="session"
        )
        sent = await self._post(self._config.endpoint, request, until)
        opened = read_session(
            sent.answer, location=self.location, company_id=self._config.company_id, exchange=sent.exchange
        )
        if isinstance(opened, Session):
            self._mask.add(opened.id)
            return msgspec.structs.replace(opened, endpoint=followed(self._config.endpoint, opened.endpoint))
        return opened

    def cleaned(self, text: str) -> str:
        """Without the secrets of this line."""
        return self._mask(text)

    def masked(self, outcome: Outcome) -> Outcome:
        """Intacct may repeat in its refusal what was sent."""
        if not outcome.raw and not outcome.sentence:
            return outcome
        return replace(outcome, raw=self._mask(outcome.raw), sentence=self._mask(outcome.sentence))

    def unseen(self, found: Found) -> Found:
        """A look's refusal may repeat it as well."""
        return replace(found, sentence=self._mask(found.sentence)) if found.sentence else found

    def hidden(self, health: Health) -> Health:
        return replace(health, raw=self._mask(health.raw), sentence=self._mask(health.sentence))

    async def _post(self, url: str, request: requests.Request, until: float) -> Sent:
        seconds = until - time.monotonic()
        answer: Answer | NoAnswer = NoAnswer(
            certain=True, sentence=kept("No time was left to send the request"), seconds=0
        )
        if seconds > 0:
            form = requests.CONTENT_TYPE
            answer = await call(self._client, "POST", url, body=request.body, content_type=form, seconds=seconds)
        return Sent(answer=answer, exchange=self._written_down(request, answer))

    def _written_down(self, request: requests.Request, answer: Answer | NoAnswer) -> Exchange:
        body = answer.body if isinstance(answer, Answer) else b""
        return Exchange(
            request=self._mask(request.shown.decode()),
            answer=self._mask(requests.without_sessions(body.decode("utf-8", "replace")))
            if isinstance(answer, Answer)
            else self._mask(answer.sentence),
            http_status=answer.status,
            seconds=answer.seconds,
            bytes_sent=len(request.body),
            bytes_received=len(body),
        )


def _control_id(functions: bytes) -> str:
    """Tells requests apart in Intacct's logs; Intacct does not check it."""
    return f"{hashlib.sha256(functions).hexdigest()[:16]}-{time.time_ns():x}"
