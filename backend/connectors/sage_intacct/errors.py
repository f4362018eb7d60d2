"""From Intacct's error elements to one diagnosis: what it is, who can mend it and how, in sentences."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from backend.connectors.sage_intacct.causes.anywhere import THROTTLED
from backend.connectors.sage_intacct.causes.hiding import hide
from backend.connectors.sage_intacct.causes.rule import Rule
from backend.connectors.sage_intacct.causes.tables import ABORTED, ANYTHING, ROLLED_BACK, TABLES, WRAPPERS
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict
from backend.connectors.sage_intacct.wire.words import iso_day, joined, shortened, support_id, words
from backend.domain.pushes.advice import Advice
from backend.domain.pushes.outcome import ErrorClass, Result

_QUOTED = " quoted"  # no group of a pattern
_FIELD = re.compile(r"\{(\w+)\}")
_LONGEST_RAW, _LONGEST_TOLD = 4_000, 600
_LONGEST_TEXT, _LONGEST_CLUE, _MOST_CLUES = (
    500,
    300,
    3,
)  # all that is read to find the cause: a hostile answer has a hundred long chains


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """What an error means. `sentence` and `told`, Intacct's own words, are plain: no mark-up, no support id."""

    result: Result
    error_class: ErrorClass
    cause: str
    sentence: str
    advice: Advice
    told: str
    raw: str
    codes: tuple[str, ...]
    support_id: str
    missing: tuple[str, str] = ("", "")  # what Intacct does not have: its word for the kind, and the code
    about: tuple[str, str] = ("", "")  # of what is wrong: Intacct's word for it, or its element; and the value


class _Said(msgspec.Struct, frozen=True):
    """One error in plain words."""

    number: str  # upper case
    text: str
    clue: str  # its parts that are no wrappers, if there are any, each on a line
    correction: str
    wraps: bool  # it only says that another error happened, or nothing


def classify(
    verdict: Verdict, errors: Sequence[GatewayError], *, status: int = 200, aborted: bool = False
) -> Diagnosis:
    """Total: errors that nobody knows are shown as they are and never retried by themselves."""
    said = sorted(map(_said, errors), key=lambda one: one.wraps)  # in XML the cause comes first, its wrappers follow
    told = shortened(next(filter(None, (joined([one.text, one.correction]) for one in said)), ""), _LONGEST_TOLD)
    codes = tuple(dict.fromkeys(error.number.strip() for error in errors if error.number.strip()))
    sure = THROTTLED if status == 429 else ABORTED if aborted else None
    rule, found = (sure, {}) if sure else _match(TABLES[verdict], said, told)
    found = {**found, "code": ", ".join(codes)}
    return Diagnosis(
        result=rule.result,
        error_class=rule.error_class,
        cause=_filled(rule.cause, found),
        sentence=_sentence(rule.sentence, {**found, "told": told}),
        advice=rule.advice,
        told=told,
        raw=_raw(errors),
        codes=codes,
        support_id=support_id(part for e in errors for part in (e.description2, e.description, e.correction)),
        missing=(found.get("kind", ""), found.get("value", "")),
        about=_about(found),
    )


def _said(error: GatewayError) -> _Said:
    # Now and then the number is no code but words: "Query Failed", "Invalid fields list X".
    number = error.number.strip()
    parts = [words(part) for part in (number if " " in number else "", error.description2, error.description)]
    said = list(dict.fromkeys(sorted(filter(None, parts), key=_wrapper)))
    telling = not _wrapper(said[0]) if said else number.upper() not in ("", ANYTHING)
    clue = "\n".join([part for part in said if not _wrapper(part)] or said)
    return _Said(number.upper(), joined(said), clue, words(error.correction), number == ROLLED_BACK or not telling)


def _wrapper(text: str) -> bool:
    return bool(WRAPPERS.search(text[:_LONGEST_CLUE]))


def _match(table: Sequence[Rule], said: Sequence[_Said], told: str) -> tuple[Rule, dict[str, str]]:
    """The cause is tried against the whole table before what stands round it, which never makes us send again."""
    known = [rule for rule in table if not rule.fallback]
    for number, clue, alone in _clues(said):
        hidden = hide(clue[:_LONGEST_TEXT])
        for rule in known:
            if (alone or not rule.by_itself) and (found := rule.matches(number, hidden.text[:_LONGEST_CLUE])):
                groups = found.groupdict(default="").items()
                named = {name: _told(name, hidden.shown(value.strip(" .'\""))) for name, value in groups}
                return rule, {**named, _QUOTED: hidden.only_value}
    rule = next(rule for rule in table if rule.fallback and rule.pattern.search(told))
    hidden = hide(told[:_LONGEST_TEXT])
    return rule, {"words": hidden.alike[:80], _QUOTED: hidden.only_value}


def _told(name: str, value: str) -> str:
    """What stands in a sentence of ours: a day as nobody takes it for another, or as Intacct wrote it."""
    return iso_day(value) if name == "date" else value


def _about(found: dict[str, str]) -> tuple[str, str]:
    """A field that it names, what it misses, or else all that it quotes."""
    if found.get("field"):
        return found["field"], ""
    return (found["kind"], found["value"]) if found.get("value") else ("", found.get(_QUOTED, ""))


def _clues(said: Sequence[_Said]) -> Iterator[tuple[str, str, bool]]:
    """(number, text, whether it may make us send again). A correction often speaks of other things: what it says counts
    only for the cause, and last; it makes us send again only where the cause says nothing."""
    for cause in said[:1]:
        yield cause.number, cause.clue, True
        yield "", cause.correction, cause.wraps
    for other in said[1:_MOST_CLUES]:
        yield other.number, other.clue, False


def _filled(template: str, found: dict[str, str]) -> str:
    return " ".join(_FIELD.sub(lambda field: found.get(field[1], ""), template).split())


def _sentence(template: str, found: dict[str, str]) -> str:
    if not found["told"]:
        template = template.replace(": {told}", ".")
    return _filled(template, found)


def _raw(errors: Sequence[GatewayError]) -> str:
    """The third party's own words, mark-up included: shown as text only."""
    lines = [" | ".join(filter(None, (e.number, e.description, e.description2, e.correction))) for e in errors]
    return shortened("\n".join(lines), _LONGEST_RAW)
