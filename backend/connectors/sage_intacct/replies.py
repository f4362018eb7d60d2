"""Decides what an answer says of each function that was sent. What it cannot understand is unknown, never success."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from backend.connectors.outcomes import LOOKED_UP
from backend.connectors.sage_intacct.causes.anywhere import RATE, SESSION
from backend.connectors.sage_intacct.causes.tables import ABORTED
from backend.connectors.sage_intacct.errors import Diagnosis, classify
from backend.connectors.sage_intacct.named import named, writes
from backend.connectors.sage_intacct.wire.envelope import (
    Envelope,
    GatewayError,
    Result,
    Verdict,
    open_envelope,
    text_of,
)
from backend.connectors.sage_intacct.wire.words import words
from backend.domain.pushes.advice import Advice
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.outcome import Result as PushResult
from backend.domain.sentence import kept

CONTENT_TYPES = ("", "text/xml", "application/xml", "text/plain")
# Said before anything is run: of our bytes, of the sender, the user or the company, and of too many requests.
TURNED_AWAY = {
    "XL03000003", "XL03000006", "GW-0010", "GW-0011", "XMLGW_JPP0002", "UJPP0002", "PL04000055",
}  # fmt: skip
LONGEST_WORDS = 200
UNCLEAR = "unclear answer"


class FunctionReply(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one function."""

    result: PushResult
    error_class: ErrorClass | None = None
    cause: str = ""
    sentence: str = ""
    advice: Advice | None = None
    raw: str = ""
    codes: tuple[str, ...] = ()
    support_id: str = ""
    missing: tuple[str, str] = ("", "")  # Intacct's word for the kind, and the code
    about: tuple[str, str] = ("", "")  # what is wrong: its word for it, or its element; and the value
    function: str = ""
    record_ids: tuple[str, ...] = ()
    object_name: str = ""  # upper case; empty when the answer does not say
    fields: Mapping[str, str] = {}  # of the one record in `data`


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a request of writes, by function control id."""

    verdict: Verdict
    outcomes: Mapping[str, FunctionReply]
    location: str | None = None  # None: not said; empty: the top level
    company: str = ""
    session_lost: bool = False  # nothing ran; a new session would do


def read_reply(body: bytes, *, http_status: int, content_type: str | None, sent: Sequence[str]) -> Reply:
    """Pure and total. `sent`: the function control ids of the request, in order."""
    envelope = open_envelope(body)
    ran = envelope.verdict in (Verdict.OK, Verdict.ACKNOWLEDGED)
    if http_status == 429 and not ran:
        return _all(sent, Verdict.CONTROL_FAILURE, _diagnosed(classify(Verdict.OK, envelope.errors, status=429)))
    if not 200 <= http_status < 300 and not (400 <= http_status < 500 and _turned_away(envelope)):
        return _all(sent, Verdict.MALFORMED, _http_error(http_status, envelope, body))
    if doubt := _odd_type(content_type):
        return _all(sent, Verdict.MALFORMED, _unclear(doubt, raw=_glimpse(body)))
    if envelope.verdict is Verdict.MALFORMED and _throttled(body):
        return _all(sent, Verdict.CONTROL_FAILURE, _diagnosed(classify(Verdict.OK, (), status=429)))
    return _by_verdict(envelope, sent, body)


def _turned_away(envelope: Envelope) -> bool:
    """Refused before anything ran. Whatever else a page with an HTTP error says may stand there after a write, too."""
    refused = envelope.verdict in (Verdict.CONTROL_FAILURE, Verdict.AUTHENTICATION_FAILURE)
    numbers = {error.number.strip().upper() for error in envelope.errors}
    return refused and bool(numbers) and numbers <= TURNED_AWAY


def _odd_type(content_type: str | None) -> str:
    """Why an answer of this kind is not believed; empty: it is."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind == "text/html":
        return kept("A web page came instead of an answer")
    return "" if kind in CONTENT_TYPES else kept("Intacct's answer came as %(type)s, not as XML", type=kind[:60])


def _throttled(body: bytes) -> bool:
    """A few plain words instead of XML, and nothing but these."""
    return len(body) <= LONGEST_WORDS and bool(re.match(RATE, body.decode("utf-8", "replace").strip(), re.IGNORECASE))


def _http_error(status: int, envelope: Envelope, body: bytes) -> FunctionReply:
    if not envelope.errors:
        return _unclear(kept("Intacct answered with HTTP %(status)s", status=status), raw=_glimpse(body))
    told = kept("Intacct answered with HTTP %(status)s: %(told)s")
    return _quoting(envelope.errors, told, kept("Intacct answered with HTTP %(status)s"), status=status)


def _quoting(errors: Sequence[GatewayError], told: str, silent: str, **values: object) -> FunctionReply:
    """Unknown in spite of what the errors say. `silent`: in place of `told`, where they have no words."""
    said = classify(Verdict.OK, errors)
    reply = _unclear((told if said.told else silent) % {**values, "told": said.told}, raw=said.raw)
    return msgspec.structs.replace(reply, codes=said.codes, support_id=said.support_id)


def _by_verdict(envelope: Envelope, sent: Sequence[str], body: bytes) -> Reply:
    match envelope.verdict:
        case Verdict.OK:
            return _results(envelope, sent)
        case Verdict.MALFORMED:
            sentence = kept("Intacct's answer cannot be read: %(why)s", why=envelope.why)
            return _all(sent, envelope.verdict, _unclear(sentence, raw=_glimpse(body)))
        case Verdict.ACKNOWLEDGED:
            return _all(sent, envelope.verdict, _unclear(kept("Intacct has taken the request and will answer later")))
    diagnosis = classify(envelope.verdict, envelope.errors)
    reply = _all(sent, envelope.verdict, _diagnosed(diagnosis))
    return msgspec.structs.replace(reply, session_lost=diagnosis.cause == SESSION, company=envelope.company)


def _results(envelope: Envelope, sent: Sequence[str]) -> Reply:
    """Results come in the order of the functions: a control id that is foreign, stands twice or out of its place makes
    the whole answer doubtful."""
    left = iter(sent)
    strange = next((one.control_id for one in envelope.results if one.control_id not in left), None)
    if strange is not None:
        sentence = kept("Intacct's answer names functions that we did not send, one of them twice, or in another order")
        return _all(sent, Verdict.MALFORMED, _unclear(sentence, raw=repr(strange[:80])))
    found = _of_one_class({result.control_id: _judge(result) for result in envelope.results})
    missing = _unclear(kept("Intacct's answer does not mention this object"))
    outcomes = {control_id: found.get(control_id, missing) for control_id in sent}
    return Reply(
        verdict=Verdict.OK,
        outcomes=outcomes,
        session_lost=bool(outcomes) and all(map(_met_no_session, outcomes.values())),
        location=envelope.location,
        company=envelope.company,
    )


def _met_no_session(reply: FunctionReply) -> bool:
    return reply.result is PushResult.NOT_APPLIED and reply.cause == SESSION


def _of_one_class(found: dict[str, FunctionReply]) -> dict[str, FunctionReply]:
    """What was rolled back is of the class of the function that failed."""
    culprit = next((each for each in found.values() if each.error_class and each.cause != ABORTED.cause), None)
    if culprit is None:
        return found
    return {
        control_id: msgspec.structs.replace(each, error_class=culprit.error_class)
        if each.cause == ABORTED.cause
        else each
        for control_id, each in found.items()
    }


def _judge(result: Result) -> FunctionReply:
    match result.status:
        case "success" if not result.errors:
            return _success(result)
        case "failure" | "aborted" if not result.function or writes(result):
            return _failure(result)
        case "success":
            silent = kept("Intacct's answer for this object contradicts itself")
            return _quoting(
                result.errors, kept("Intacct's answer for this object contradicts itself: %(told)s"), silent
            )
    return _unclear(
        kept("Intacct's answer for this object makes no sense"), raw=f"{result.function} {result.status}"[:100]
    )


def _success(result: Result) -> FunctionReply:
    if not writes(result):
        return _unclear(kept("Intacct answered another function than the one we sent"), raw=result.function[:100])
    found = named(result)
    if found.doubt:
        unclear = _unclear(kept("Intacct says success and names %(what)s", what=found.doubt))
        return msgspec.structs.replace(unclear, record_ids=found.ids)
    record = found.records[0] if found.records else None
    return FunctionReply(
        result=PushResult.APPLIED,
        function=result.function,
        record_ids=found.ids,
        object_name="" if record is None else str(record.tag).upper(),
        fields={} if record is None else {str(child.tag).upper(): text_of(child) for child in record},
    )


def _failure(result: Result) -> FunctionReply:
    """A failure that names a record has made it all the same: generic functions are not atomic."""
    found = named(result)
    reply = _diagnosed(classify(Verdict.OK, result.errors, aborted=result.status == "aborted"), result)
    if not result.key and not found.records:
        return reply
    which = ", ".join(found.ids[:5]) or kept("without its number")
    return msgspec.structs.replace(
        reply,
        result=PushResult.UNKNOWN,
        error_class=ErrorClass.UNCLEAR,
        cause=UNCLEAR,
        advice=LOOKED_UP,
        record_ids=found.ids,
        sentence=kept(
            "Intacct reports a failure and names a record all the same, %(which)s: %(why)s",
            which=which,
            why=reply.sentence,
        ),
    )


def _diagnosed(diagnosis: Diagnosis, result: Result | None = None) -> FunctionReply:
    return FunctionReply(
        result=diagnosis.result,
        error_class=diagnosis.error_class,
        cause=diagnosis.cause,
        sentence=diagnosis.sentence,
        advice=diagnosis.advice,
        raw=diagnosis.raw,
        codes=diagnosis.codes,
        support_id=diagnosis.support_id,
        missing=diagnosis.missing,
        about=diagnosis.about,
        function=result.function if result else "",
    )


def _unclear(sentence: str, *, raw: str = "") -> FunctionReply:
    return FunctionReply(
        result=PushResult.UNKNOWN,
        error_class=ErrorClass.UNCLEAR,
        cause=UNCLEAR,
        sentence=sentence,
        advice=LOOKED_UP,
        raw=raw,
    )


def _glimpse(body: bytes) -> str:
    return words(body[:2000].decode("utf-8", "replace"))[:300]


def _all(sent: Sequence[str], verdict: Verdict, reply: FunctionReply) -> Reply:
    return Reply(verdict=verdict, outcomes=dict.fromkeys(sent, reply))
