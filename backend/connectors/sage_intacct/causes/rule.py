"""One known error: how it is recognised, what to say, who can mend it, and how.

A rule matches one error by its number and its text, where given; order decides. Each part of that text is a line, and
marks stand in it for the company's own values (see `hiding`). Braces are filled from the pattern's groups; {told} is
Intacct's own text, {code} its numbers. `next_step` is plain words without braces.
"""

import re
from functools import partial
from typing import NamedTuple

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.outcome import ErrorClass, Result

SAID = r"\S"
ERP, INTACCT, HERE, SUPPORT = Who.ERP, Who.THERE, Who.SETTINGS, Who.SUPPORT


class Rule(NamedTuple):
    """`words` is searched without regard to case; `code` is in upper case."""

    result: Result
    error_class: ErrorClass
    cause: str  # what a group of errors shares
    sentence: str
    next_step: str
    who: Who
    words: str = ""
    code: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.words, re.IGNORECASE | re.MULTILINE)  # re keeps what it has compiled

    @property
    def advice(self) -> Advice:
        return Advice(self.who, self.next_step)

    @property
    def by_itself(self) -> bool:
        """Sent again without anybody's doing."""
        return self.error_class in (ErrorClass.CONNECTION, ErrorClass.THROTTLE, ErrorClass.BUSY)

    @property
    def fallback(self) -> bool:
        """Takes what no other rule of its table knows."""
        return not self.code and self.words in ("", SAID)

    def matches(self, number: str, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if not self.code or self.code == number else None


data = partial(Rule, Result.REJECTED, ErrorClass.DATA)
setup = partial(Rule, Result.REJECTED, ErrorClass.SETUP)
unwelcome = partial(Rule, Result.NOT_APPLIED, ErrorClass.SETUP)
taken = partial(Rule, Result.UNKNOWN, ErrorClass.DUPLICATE, who=Who.NOBODY)
line = partial(Rule, Result.NOT_APPLIED, ErrorClass.CONNECTION, who=Who.NOBODY)
throttle = partial(Rule, Result.NOT_APPLIED, ErrorClass.THROTTLE, who=Who.NOBODY)
busy = partial(Rule, Result.NOT_APPLIED, ErrorClass.BUSY, who=Who.NOBODY)
