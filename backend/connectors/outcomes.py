"""What every connector says the same way: outcomes that carry their exchange, and what a look made of a record."""

from collections.abc import Sequence
from datetime import timedelta

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference, Found, Match, differing
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome, Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept

LOOKED_UP = Advice(Who.NOBODY, kept("Wait: Syncline looks what became of it before anything is sent again."))


def not_applied(
    error_class: ErrorClass,
    cause: str,
    sentence: str,
    advice: Advice,
    *,
    exchange: Exchange,
    wait: timedelta | None = None,
) -> Outcome:
    """Certainly nothing was written."""
    return Outcome(
        result=Result.NOT_APPLIED,
        error_class=error_class,
        cause=cause,
        sentence=sentence,
        advice=advice,
        retry_after=wait,
        exchange=exchange,
    )


def unclear(cause: str, sentence: str, *, exchange: Exchange | None) -> Outcome:
    """Perhaps it was written."""
    return _unknown(ErrorClass.UNCLEAR, cause, sentence, exchange)


def duplicate(sentence: str, *, exchange: Exchange) -> Outcome:
    """Its key or its number is there already."""
    return _unknown(ErrorClass.DUPLICATE, "duplicate", sentence, exchange)


def _unknown(error_class: ErrorClass, cause: str, sentence: str, exchange: Exchange | None) -> Outcome:
    return Outcome(
        result=Result.UNKNOWN,
        error_class=error_class,
        cause=cause,
        sentence=sentence,
        advice=LOOKED_UP,
        exchange=exchange,
    )


def compared(
    ref: RemoteRef, differences: Sequence[Difference], *, ours: bool, too_old: tuple[str, Difference] | None = None
) -> Found:
    """`ours`: by its id or our marker. `too_old`: why it was there before ours was sent, in a sentence and as
    `created_before` puts it."""
    told, born = too_old or ("", None)
    found = (*differences, born) if born else tuple(differences)
    if not found:
        return Found(match=Match.EQUAL, remote=ref)
    sentence = ". ".join(filter(None, (told, differing(differences))))
    return Found(match=Match.OLDER if ours else Match.FOREIGN, remote=ref, differences=found, sentence=sentence)
