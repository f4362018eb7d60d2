"""Names of ours as people say them: what attempts did and met, and what roles are called."""

from backend.domain.grid.error_classes import ERROR_CLASSES
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import Result
from backend.domain.roles import role_said
from backend.domain.sentence import Sentence

_OUTCOMES = {
    Result.APPLIED: Sentence("Carried out"),
    Result.REJECTED: Sentence("Rejected"),
    Result.NOT_APPLIED: Sentence("Not applied"),
    Result.UNKNOWN: Sentence("Unknown"),
    Result.ACKNOWLEDGED: Sentence("Acknowledged"),
    Match.EQUAL: Sentence("Equal"),
    Match.OLDER: Sentence("Older"),
    Match.FOREIGN: Sentence("Foreign"),
    Match.SEVERAL: Sentence("Several"),
    Match.ABSENT: Sentence("Absent"),
    Match.UNSEEN: Sentence("Unseen"),
}
_OPERATIONS = {"create": Sentence("create"), "update": Sentence("update"), "look": Sentence("look")}
_WORDS: dict[str, str] = {
    str(name): said for words in (_OUTCOMES, _OPERATIONS, ERROR_CLASSES) for name, said in words.items()
}


def word(name: str) -> str:
    """What is not listed is named as it is kept."""
    return _WORDS.get(name) or role_said(name)
