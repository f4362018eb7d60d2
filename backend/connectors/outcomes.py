"""What every connector says the same way: outcomes that carry their exchange, and the advice to wait for a look."""

from datetime import timedelta

from backend.domain.push import Advice, ErrorClass, Exchange, Outcome, Result, Who

LOOKED_UP = Advice(Who.NOBODY, "Wait: Syncline looks what became of it before anything is sent again.")


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
