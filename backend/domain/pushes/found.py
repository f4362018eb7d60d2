"""What a look-up saw."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from backend.domain.confidential import MASK, is_confidential, without
from backend.domain.pushes.outcome import ErrorClass, Exchange
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept


class Match(StrEnum):
    EQUAL = "equal"  # there, and what we wrote: ours
    OLDER = "older"  # ours by its id or our marker, with other content
    FOREIGN = "foreign"  # there under our number, but not ours
    SEVERAL = "several"  # more than one
    ABSENT = "absent"
    UNSEEN = "unseen"  # the look itself failed


class Difference(msgspec.Struct, frozen=True):
    """One field of a record that does not hold what we would write."""

    field: str  # as the third party calls it
    label: str  # ours, in plain words
    there: str
    here: str


def concealed(one: Difference, values: Collection[str] = (), more: Collection[str] = ()) -> Difference:
    """That they differ is told, and of what is confidential not in what. `values`: such ones of the object; `more`:
    fields there whose names do not say what they hold."""
    if is_confidential(one.field, more) or is_confidential(one.label):
        return replace(one, there=MASK if one.there else "", here=MASK if one.here else "")
    return replace(one, there=without(values, one.there), here=without(values, one.here)) if values else one


def differing(differences: Sequence[Difference]) -> str:
    """A sentence with our words, a short one; "" without a difference."""
    if not differences:
        return ""
    labels = [one.label for one in differences]
    if len(labels) > 4:
        more = len(labels) - 3
        return kept("It differs in %(fields)s and %(num)s more fields", fields=", ".join(labels[:3]), num=more)
    *others, last = labels
    if not others:
        return kept("It differs in %(what)s", what=last)
    return kept("It differs in %(fields)s and %(what)s", fields=", ".join(others), what=last)


def created_before(field: str, created: str, made_after: datetime) -> Difference:
    """A record that was there before ours was sent."""
    return Difference(
        field, "time of creation", created, kept("sent after %(at)s", at=f"{made_after:%Y-%m-%d %H:%M} UTC")
    )


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a look-up of one push saw."""

    match: Match
    remote: RemoteRef | None = None
    others: tuple[RemoteRef, ...] = ()  # several; or, of a record that is gone, what has its number now
    differences: tuple[Difference, ...] = ()
    sentence: str = ""
    error_class: ErrorClass | None = None  # of a look that failed, where it is known
    retry_after: timedelta | None = None
    exchange: Exchange | None = None
