"""One known error: how it is recognised, who can do something about it, and what to say.

A rule matches by number and by text, where given; order decides. Braces are filled from the pattern's groups;
{told} is Intacct's own text, {code} its numbers.
"""

import re
from functools import partial
from typing import NamedTuple

from backend.domain.push import ErrorClass, Result

SAID = r"\S"


class Rule(NamedTuple):
    """`words` is searched without regard to case."""

    result: Result
    error_class: ErrorClass
    cause: str  # what a group of errors shares
    sentence: str
    words: str = ""
    code: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.words, re.IGNORECASE)  # re keeps what it has compiled

    @property
    def fallback(self) -> bool:
        """Takes what no other rule of its table knows."""
        return not self.code and self.words in ("", SAID)


data = partial(Rule, Result.REJECTED, ErrorClass.DATA)
setup = partial(Rule, Result.REJECTED, ErrorClass.SETUP)
taken = partial(Rule, Result.UNKNOWN, ErrorClass.DUPLICATE)
unwelcome = partial(Rule, Result.NOT_APPLIED, ErrorClass.SETUP)
line = partial(Rule, Result.NOT_APPLIED, ErrorClass.CONNECTION)
busy = partial(Rule, Result.NOT_APPLIED, ErrorClass.BUSY)
