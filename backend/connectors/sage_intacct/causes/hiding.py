"""Hides what an error quotes from the company's own data, so that no word in it decides what the error means."""

import re
from collections.abc import Callable

import msgspec

_MARK = "\u02bd"  # counts as a letter
_MARKED = re.compile(rf"{_MARK}(\d{{1,3}}){_MARK}")
_PARTICULAR = re.compile(rf"['\"]?{_MARK}\d{{1,3}}{_MARK}['\"]?|\d+")  # what differs between errors of one cause
_KIND = (
    "customer|vendor|supplier|item|gl account|account|project|employee|department|location|entity|class|warehouse|"
    "task|contact|term|invoice|bill|transaction"
)
_END = "(?:specified|given|selected|entered)"
_STATE = (
    r"(?:does not exist|doesn.?t exist|already exists|(?:was )?not found|is (?:not valid|invalid|inactive|on hold)|"
    "is not a valid|is (?:owned|restricted) by|is posted|is reversed|requires an?)"
)
# Where Intacct puts a value, often without quotes.
_PLACES = [
    re.compile(place, re.IGNORECASE | re.MULTILINE)
    for place in (
        r"^another .{2,40}? with the given values?(?:\(s\))?:? (?P<value>.+(?= (?:already exists|is already))|.+$)",
        rf"^invalid (?:[a-z]+ ){{1,3}}['\"](?P<value>.+)['\"](?= (?:is )?{_END})",
        rf"^invalid (?:{_KIND}):? (?P<value>.+)(?= (?:is )?{_END})",
        rf"^invalid (?:{_KIND}):? (?P<value>\d[^'\"]*?)(?=[.]?$)",
        r"^duplicate account number (?P<value>.+?)(?=[.]?$)",
        r"^an? .{2,40}? with the number (?P<value>.+)(?= already exists)",
        rf"^(?:the )?(?:{_KIND}) (?:number )?(?P<value>(?!with |dimension ).+?)(?= {_STATE})",
        r"^illegal format: \w+ ['\"](?P<value>.+)['\"](?= is not)",
        r"with key ['\"](?P<value>.+)['\"]",
        r"owned by (?!the top)(?P<value>.+)(?= and cannot)",
        r"^(?:\w+ ){1,3}is missing the .{2,40}? dimension for the account (?P<value>.+?)(?=[.]?$)",
    )
]
# Not in the midst of a word, as in "can't"; one without an end hides the rest.
_QUOTED = re.compile(r"(?<!\w)(?P<quote>['\"])(?P<value>.*?)(?:(?P=quote)(?!\w)|$)", re.MULTILINE)
_STRAIGHT = str.maketrans("‘’‚“”„" + _MARK, "'''\"\"\"\u02bc")


class Hidden(msgspec.Struct, frozen=True):
    """A text with marks where values stood; `shown` puts them back."""

    text: str
    values: tuple[str, ...]

    def shown(self, part: str) -> str:
        known = len(self.values)
        return _MARKED.sub(lambda mark: self.values[int(mark[1])] if int(mark[1]) < known else mark[0], part)

    @property
    def only_value(self) -> str:
        """ "": it quotes nothing, or several."""
        return self.values[0] if len(set(self.values)) == 1 else ""

    @property
    def alike(self) -> str:
        """What it shares with other errors of its cause."""
        return _PARTICULAR.sub("…", self.text)


def hide(text: str) -> Hidden:
    """Quotes become straight ones."""
    values: list[str] = []
    text = text.translate(_STRAIGHT)
    for place in _PLACES:
        text = place.sub(_marking(values), text, count=1)
    return Hidden(_QUOTED.sub(_marking(values), text), tuple(values))


def _marking(values: list[str]) -> Callable[[re.Match[str]], str]:
    """Puts a mark where the value stands; its quotes stay. A value that holds marks is what they stand for."""

    def marked(found: re.Match[str]) -> str:
        whole, (start, end) = found[0], found.span("value")
        value = Hidden("", tuple(values)).shown(found["value"])
        if not value:
            return whole
        quote = value[0] if value[0] in "'\"" and value[-1] == value[0] and len(value) > 1 else ""
        values.append(value[1:-1] if quote else value)
        mark = f"{quote}{_MARK}{len(values) - 1}{_MARK}{quote}"
        return whole[: start - found.start()] + mark + whole[end - found.start() :]

    return marked
