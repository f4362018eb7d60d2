"""A session at one level, and why one was refused."""

from datetime import timedelta

import msgspec

from backend.connectors.http import Answer, NoAnswer
from backend.connectors.sage_intacct.causes import saying
from backend.connectors.sage_intacct.causes.saying import plain
from backend.connectors.sage_intacct.errors import classify
from backend.connectors.sage_intacct.wire.envelope import (
    Envelope,
    GatewayError,
    Result,
    Verdict,
    open_envelope,
    text_of,
)
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.outcome import ErrorClass, Exchange
from backend.domain.sentence import kept

NO_LINE = Advice(
    Who.NOBODY, kept("Wait. If it stays so, check this machine's way to Intacct and the endpoint in the settings.")
)
COMPANY = Advice(Who.SETTINGS, kept("Correct the company or the user in the settings of this integration."))
ENTITIES = Advice(Who.THERE, kept("Check there which entities the web services user may enter."))


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Its id is a secret: neither repr nor exchange shows it."""

    id: str
    endpoint: str
    location: str
    company: str
    user: str = ""
    sender: str = ""

    def __repr__(self) -> str:
        return f"Session(***, company={self.company!r}, location={self.location!r})"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """No session; nothing was written."""

    sentence: str
    error_class: ErrorClass
    cause: str
    advice: Advice
    raw: str = ""
    codes: tuple[str, ...] = ()
    support_id: str = ""
    retry_after: timedelta | None = None
    exchange: Exchange | None = None


def read_session(answer: Answer | NoAnswer, *, location: str, company_id: str, exchange: Exchange) -> Session | Refusal:
    """`location`, `company_id`: the level and company that were asked for; a session elsewhere is refused."""
    if isinstance(answer, NoAnswer):
        return _unreachable(plain(saying.UNREACHABLE, why=answer.sentence), exchange)
    envelope = open_envelope(answer.body)
    if answer.status == 429:
        return _diagnosed(Verdict.CONTROL_FAILURE, envelope.errors, exchange, status=429, wait=answer.retry_after)
    if envelope.verdict in (Verdict.CONTROL_FAILURE, Verdict.AUTHENTICATION_FAILURE) and answer.status < 500:
        return _diagnosed(envelope.verdict, envelope.errors, exchange, wait=answer.retry_after)
    if envelope.verdict != Verdict.OK or answer.status != 200:
        return _unreachable(plain(saying.NO_SESSION, status=answer.status), exchange)
    result = envelope.results[0]
    if result.status == "failure":
        return _diagnosed(Verdict.AUTHENTICATION_FAILURE, result.errors, exchange)
    return _opened(result, envelope, location=location, company_id=company_id, exchange=exchange)


def _opened(
    result: Result, envelope: Envelope, *, location: str, company_id: str, exchange: Exchange
) -> Session | Refusal:
    api = None if result.data is None else result.data.find("api")
    session_id = "" if api is None else text_of(api.find("sessionid"))
    if api is None or not session_id:
        return _unreachable(plain(saying.EMPTY_SESSION), exchange)
    there = text_of(api.find("locationid"))
    if there != location:
        return _wrong_level(location, there, exchange)
    if not is_company(envelope.company, company_id):
        return _wrong_company(company_id, envelope.company, exchange)
    return Session(
        id=session_id,
        endpoint=text_of(api.find("endpoint")),
        location=there,
        company=envelope.company,
        user=envelope.user,
        sender=envelope.sender,
    )


def is_company(named: str, company_id: str) -> bool:
    """Whether an answer is about our company, or names none. Signing in through a console is written
    "console|company|entity"."""
    return not named or named.casefold() in {part.casefold() for part in company_id.split("|")}


def _wrong_company(asked: str, there: str, exchange: Exchange) -> Refusal:
    sentence = plain(saying.OTHER_COMPANY, there=there, asked=asked)
    return Refusal(
        sentence=sentence, error_class=ErrorClass.SETUP, cause="wrong company", advice=COMPANY, exchange=exchange
    )


def _wrong_level(asked: str, there: str, exchange: Exchange) -> Refusal:
    sentence = plain(saying.OTHER_LEVEL, level=level_name(there), asked_level=level_name(asked))
    return Refusal(
        sentence=sentence, error_class=ErrorClass.SETUP, cause="wrong level", advice=ENTITIES, exchange=exchange
    )


def level_name(location: str) -> str:
    return plain(saying.AT_ENTITY, entity=location) if location else str(saying.AT_TOP)


def _unreachable(sentence: str, exchange: Exchange) -> Refusal:
    return Refusal(
        sentence=sentence, error_class=ErrorClass.CONNECTION, cause="unreachable", advice=NO_LINE, exchange=exchange
    )


def _diagnosed(
    verdict: Verdict,
    errors: tuple[GatewayError, ...],
    exchange: Exchange,
    *,
    status: int = 200,
    wait: timedelta | None = None,
) -> Refusal:
    diagnosis = classify(verdict, errors, status=status)
    return Refusal(
        sentence=diagnosis.sentence,
        advice=diagnosis.advice,
        error_class=diagnosis.error_class,
        cause=diagnosis.cause,
        raw=diagnosis.raw,
        codes=diagnosis.codes,
        support_id=diagnosis.support_id,
        retry_after=wait,
        exchange=exchange,
    )
