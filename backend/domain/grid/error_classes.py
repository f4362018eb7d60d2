"""Classes of errors, as a filter names them."""

from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import Sentence

ERROR_CLASSES: dict[ErrorClass, Sentence] = {
    ErrorClass.DATA: Sentence("Refused data"),
    ErrorClass.SETUP: Sentence("Settings, value maps, sign-in"),
    ErrorClass.CONNECTION: Sentence("Connection"),
    ErrorClass.THROTTLE: Sentence("Too many calls"),
    ErrorClass.BUSY: Sentence("Record in use"),
    ErrorClass.DUPLICATE: Sentence("Already there"),
    ErrorClass.UNCLEAR: Sentence("Answer not understood"),
}
