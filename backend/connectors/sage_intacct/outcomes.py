"""From what an answer says to the engine's outcomes: the level and the record must be the ones asked for."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.connectors.http import NoAnswer
from backend.connectors.outcomes import LOOKED_UP, not_applied, unclear
from backend.connectors.sage_intacct.causes.missing import by_people, missing
from backend.connectors.sage_intacct.causes.records import CONTACT_CLASH, REPEATED
from backend.connectors.sage_intacct.causes.saying import UNREACHABLE, plain
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.named import is_record_number
from backend.connectors.sage_intacct.replies import FunctionReply, Reply
from backend.connectors.sage_intacct.wire.blamed import blamed
from backend.connectors.sage_intacct.wire.requests import helper_key
from backend.connectors.sage_intacct.wire.session import ENTITIES, NO_LINE, Refusal, level_name
from backend.domain.levels import TOP
from backend.domain.objects import in_words
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept


def refused(refusal: Refusal) -> Outcome:
    """No session, so nothing was sent."""
    return Outcome(
        result=Result.NOT_APPLIED,
        error_class=refusal.error_class,
        cause=refusal.cause,
        sentence=refusal.sentence,
        advice=refusal.advice,
        raw=refusal.raw,
        codes=refusal.codes,
        support_id=refusal.support_id,
        retry_after=refusal.retry_after,
        exchange=refusal.exchange,
    )


def unanswered(failure: NoAnswer, exchange: Exchange) -> Outcome:
    if failure.certain:
        away = plain(UNREACHABLE, why=failure.sentence)
        return not_applied(ErrorClass.CONNECTION, "unreachable", away, NO_LINE, exchange=exchange)
    return unclear(
        "no answer", kept("%(why)s; Intacct may have carried the request out", why=failure.sentence), exchange=exchange
    )


def acknowledged(exchange: Exchange) -> Outcome:
    """Only where a transport policy asks for it: else an acknowledgement is no answer."""
    sentence = kept("Intacct has taken the request and answers later")
    return Outcome(result=Result.ACKNOWLEDGED, sentence=sentence, exchange=exchange)


def from_reply(
    reply: Reply, batch: Sequence[Push], *, location: str, exchange: Exchange | None, wait: timedelta | None
) -> list[Outcome]:
    """`location`: the level that was asked for. An answer that does not name one was done where the session is."""
    elsewhere = reply.location is not None and reply.location != location
    level = (location if reply.location is None else reply.location) or TOP
    told = [_told(reply, push) for push in batch]
    if elsewhere:
        return [_elsewhere(each, asked=location, level=level, exchange=exchange) for each in told]
    return [
        _outcome(each, push, level=level, exchange=exchange, wait=wait) for each, push in zip(told, batch, strict=True)
    ]


def _told(reply: Reply, push: Push) -> FunctionReply:
    """Its own outcome, and that of what it leans on: a refusal of that is the cause of its own, unless it was there
    already from an earlier try. Done without what it leans on is not done."""
    own, helper = reply.outcomes[push.key], reply.outcomes.get(helper_key(push))
    if helper is None or helper.result is Result.APPLIED or helper.cause == REPEATED:
        return own
    if own.result is Result.REJECTED:
        return helper if helper.result is Result.REJECTED and helper.cause != CONTACT_CLASH else own
    return _half_done(own, helper, push) if own.result is Result.APPLIED else own


def _half_done(own: FunctionReply, helper: FunctionReply, push: Push) -> FunctionReply:
    """A change can be sent again as a whole. After a create a look tells whether the contact there says what ours
    does."""
    sentence = kept(
        "The %(kind)s was written, its contact was not: %(why)s",
        kind=in_words(push.ref.kind).lower(),
        why=helper.sentence,
    )
    if push.remote and helper.result is Result.REJECTED:
        return msgspec.structs.replace(helper, sentence=sentence)
    open_ = {"result": Result.UNKNOWN, "error_class": ErrorClass.UNCLEAR, "advice": LOOKED_UP}
    return msgspec.structs.replace(own, sentence=sentence, cause=helper.cause, raw=helper.raw, **open_)


def _outcome(
    reply: FunctionReply, push: Push, *, level: str, exchange: Exchange | None, wait: timedelta | None
) -> Outcome:
    stranger = _stranger(reply, push) if reply.result is Result.APPLIED else ""
    if stranger:
        return unclear("another record", stranger, exchange=exchange)
    gone = reply.missing if reply.result is Result.REJECTED else ("", "")
    return Outcome(
        result=reply.result,
        remote=_remote(reply, push),
        level=level if reply.result is Result.APPLIED else None,
        error_class=reply.error_class,
        cause=reply.cause,
        sentence=reply.sentence,
        advice=by_people(*gone) or reply.advice,
        missing=missing(*gone),
        blamed=_blamed(reply, push),
        raw=reply.raw,
        codes=reply.codes,
        support_id=reply.support_id,
        retry_after=wait,
        exchange=exchange,
    )


def _blamed(reply: FunctionReply, push: Push) -> str:
    """Nearly no answer is about an element: only then the request is looked through."""
    return blamed((push.payload.before + push.payload.content).decode(), *reply.about) if any(reply.about) else ""


def _remote(reply: FunctionReply, push: Push) -> RemoteRef | None:
    if len(reply.record_ids) == 1 and not _nameless(reply, push):
        return RemoteRef(id=reply.record_ids[0], number=_number(push))
    return push.remote if reply.result is Result.APPLIED else None


def _nameless(reply: FunctionReply, push: Push) -> bool:
    """The record has a number there, and what the answer calls it is none."""
    return KINDS[push.ref.kind].record_field == "RECORDNO" and not all(map(is_record_number, reply.record_ids))


def _number(push: Push) -> str:
    """Of its record, which people may have given another than ours."""
    return (push.remote.number if push.remote else "") or push.natural_key


_ANOTHER = kept("Intacct answered about %(there)s, not %(asked)s")


def _stranger(reply: FunctionReply, push: Push) -> str:
    """Why a success is not about what we sent; empty: it is."""
    kind, function = KINDS[push.ref.kind], _function(push)
    if function and reply.function != function:
        return kept("Intacct answered %(there)s, not %(asked)s", there=reply.function, asked=function)
    if reply.object_name and reply.object_name != kind.remote_name:
        return _ANOTHER % {"there": reply.object_name[:80], "asked": kind.remote_name}
    if _nameless(reply, push):
        return kept("Intacct answered about a record without a number, %(record)s", record=reply.record_ids[0])
    number = reply.fields.get(kind.natural_field)
    if number is not None and number != _number(push):
        return _ANOTHER % {"there": f"{kind.natural_field} {number[:80]}", "asked": _number(push)}
    if push.remote and reply.record_ids and reply.record_ids != (push.remote.id,):
        return kept(
            "Intacct answered about record %(there)s, not %(asked)s", there=reply.record_ids[0], asked=push.remote.id
        )
    return ""


def _function(push: Push) -> str:
    """What its bytes ask for, `<create_invoice>…` or `<create>…`; empty: they are not at hand any more."""
    return push.payload.content.partition(b">")[0].strip(b"</").partition(b" ")[0].decode()


def _elsewhere(reply: FunctionReply, *, asked: str, level: str, exchange: Exchange | None) -> Outcome:
    """Done at another level than asked for: an error of its own, never success."""
    done = reply.result in (Result.APPLIED, Result.UNKNOWN)
    place = level_name("" if level == TOP else level)
    return Outcome(
        result=Result.UNKNOWN if done else Result.NOT_APPLIED,
        remote=RemoteRef(id=reply.record_ids[0]) if len(reply.record_ids) == 1 else None,
        level=level,
        error_class=ErrorClass.SETUP,
        cause="wrong level",
        sentence=kept(
            "Intacct worked at %(level)s, not at %(asked_level)s", level=place, asked_level=level_name(asked)
        ),
        advice=ENTITIES,
        raw=reply.raw,
        codes=reply.codes,
        support_id=reply.support_id,
        exchange=exchange,
    )
