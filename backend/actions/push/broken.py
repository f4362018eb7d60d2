"""Faults of ours before anything is on the wire. No worker died of them: they are told, and count as nobody's death."""

import msgspec

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.cause import Cause
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import kept
from backend.storage.postgres.database import FAULTY, REFUSED
from backend.storage.protocol.attempts import storable
from backend.storage.protocol.bindings import FenceLostError

EXHAUSTED = (MemoryError, RecursionError)  # took all that this process has: as good as its death
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    msgspec.MsgspecError,
)  # what code raises that has a bug
OF_NOBODY = (*BROKEN, *FAULTY, FenceLostError)  # unless it is of a row, or the database is away
OF_A_ROW = (*EXHAUSTED, *REFUSED)  # stays claimed: tried alone


class OwnFaultError(Exception):
    """Nothing can be sent, whatever the object. The message is that of `fault_of_ours`."""


def in_words(problem: Exception) -> str:
    return storable(f"{type(problem).__name__}: {problem}"[:200])


def not_stored(problem: Exception) -> str:
    return kept("What was answered could not be stored, by a fault of Syncline (%(error)s)", error=in_words(problem))


def fault_of_ours(problem: Exception) -> str:
    """For an operator: what it is, and who can mend it."""
    told = in_words(problem).rstrip(".")
    return kept(
        "A fault of Syncline, not of the third party (%(told)s). Report these words: an update of Syncline mends it",
        told=told,
    )


def not_built(problem: Exception) -> Cause:
    """Why an object cannot be sent whose request we cannot build."""
    return Cause(
        fingerprint=f"not built: {type(problem).__name__}",
        error_class=ErrorClass.DATA,
        sentence=kept("Its request could not be built, which is a fault of ours"),
        advice=Advice(Who.SUPPORT, kept("Tell us the sentence and the object; a newer version may go through.")),
    )
