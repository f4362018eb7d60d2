"""Faults of ours before anything is on the wire. No worker died of them: they are told, and count as nobody's death."""

import msgspec

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.cause import Cause
from backend.domain.pushes.outcome import ErrorClass
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


NOT_STORED = "What was answered could not be stored, by a fault of Syncline"


class OwnFaultError(Exception):
    """Nothing can be sent, whatever the object. The message is that of `fault_of_ours`."""


def in_words(problem: Exception) -> str:
    return storable(f"{type(problem).__name__}: {problem}"[:200])


def fault_of_ours(problem: Exception) -> str:
    """For an operator: what it is, and who can mend it."""
    told = in_words(problem).rstrip(".")
    return f"A fault of Syncline, not of the third party ({told}). Report these words: an update of Syncline mends it"


def not_built(problem: Exception) -> Cause:
    """Why an object cannot be sent whose request we cannot build."""
    return Cause(
        fingerprint=f"not built: {type(problem).__name__}",
        error_class=ErrorClass.DATA,
        sentence="Its request could not be built, which is a fault of ours",
        advice=Advice(Who.SUPPORT, "Tell us the sentence and the object; a newer version may go through."),
    )
