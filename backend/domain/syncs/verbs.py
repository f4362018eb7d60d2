"""Synchronize, Force synchronize: who is sent and who is left out. The bar, the POST, the API and the CLI ask here."""

from enum import StrEnum

from backend.domain.sentence import Sentence
from backend.domain.status import RESOLVE_FIRST, Park, Status


class Verb(StrEnum):
    SYNCHRONIZE = "synchronize"  # sends the current version
    FORCE_SYNCHRONIZE = "force_synchronize"  # after an error: looks first, then creates or updates


SENT = None
_USE_SYNCHRONIZE = Sentence("use Synchronize")
_USE_FORCE = Sentence("use Force synchronize")
PENDING = Sentence("already synchronizing")
_IN_STEP = Sentence("in step")
RESOLVE = Sentence("resolve first")

ANSWERS: dict[tuple[Status, Verb], str | None] = {
    (Status.NOT_INTEGRATED, Verb.SYNCHRONIZE): SENT,
    (Status.DESYNCHRONIZED, Verb.SYNCHRONIZE): SENT,
    (Status.ERROR, Verb.SYNCHRONIZE): _USE_FORCE,
    (Status.PENDING, Verb.SYNCHRONIZE): PENDING,
    (Status.SUCCESS, Verb.SYNCHRONIZE): _IN_STEP,
    (Status.NOT_INTEGRATED, Verb.FORCE_SYNCHRONIZE): _USE_SYNCHRONIZE,
    (Status.DESYNCHRONIZED, Verb.FORCE_SYNCHRONIZE): _USE_SYNCHRONIZE,
    (Status.ERROR, Verb.FORCE_SYNCHRONIZE): SENT,
    (Status.PENDING, Verb.FORCE_SYNCHRONIZE): PENDING,
    (Status.SUCCESS, Verb.FORCE_SYNCHRONIZE): _IN_STEP,
}


def left_out(status: Status, verb: Verb, park: Park | None = None) -> str | None:
    """Why this verb leaves the object out; None: it is sent."""
    answer = ANSWERS[status, verb]
    return RESOLVE if answer is SENT and park in RESOLVE_FIRST else answer
