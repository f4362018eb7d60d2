"""Classes of errors, as a filter names them."""

from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import Sentence

BLOCKED = "blocked"  # of no cause of its own: what it needs is not there yet, or in error
ERROR_CLASSES: dict[str, Sentence] = {
    ErrorClass.DATA: Sentence("Refused data"),
    ErrorClass.SETUP: Sentence("Settings, value maps, sign-in"),
    ErrorClass.CONNECTION: Sentence("Connection"),
    ErrorClass.THROTTLE: Sentence("Too many calls"),
    ErrorClass.BUSY: Sentence("Record in use"),
    ErrorClass.DUPLICATE: Sentence("Already there"),
    ErrorClass.UNCLEAR: Sentence("Answer not understood"),
    BLOCKED: Sentence("Blocked"),
}
