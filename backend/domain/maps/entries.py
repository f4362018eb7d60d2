"""The entries of a value map as they are given: code → value."""

from collections.abc import Mapping
from typing import Any

from backend.domain.kinds.body.hygiene import flaw
from backend.domain.kinds.body.words import join, shown
from backend.domain.kinds.reading import cut
from backend.domain.objects import Problem
from backend.domain.sentence import Number, Sentence

MOST_ENTRIES = 10_000
LONGEST = 200

_NO_TEXT = Sentence("expected text of 1 to %(most)s characters, not only blanks, got %(given)s")
_NO_OBJECT = Sentence('expected an object such as {"N30": "Net 30", "*": "Net 30"}, got %(given)s')
_TOO_MANY = Sentence("expected at most %(most)s entries in one map, got %(num)s")

Given = Mapping[str, str | None]  # None: the entry goes


def entry_problems(given: Any, *, may_remove: bool) -> tuple[Problem, ...]:
    """What is wrong with entries of a JSON object; the fields are named as there."""
    if not isinstance(given, dict):
        return (Problem("entries", _NO_OBJECT.with_values(given=shown(given))),)
    problems = [
        Problem(join("entries", code), Sentence("code: %(why)s", why=why)) for code in given if (why := text_flaw(code))
    ]
    values = [(code, value) for code, value in given.items() if not (value is None and may_remove)]
    return cut(
        [*problems, *(Problem(join("entries", code), why) for code, value in values if (why := text_flaw(value)))]
    )


def text_flaw(text: Any) -> str:
    """Why this is neither a code nor a value; empty when it can be one."""
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        return _NO_TEXT.with_values(most=LONGEST, given=shown(text))
    return "" if text.isprintable() else flaw(text, None)


def merged(entries: Mapping[str, str], given: Given) -> dict[str, str]:
    """`given` over `entries`."""
    return {code: value for code, value in {**entries, **given}.items() if value is not None}


def size_problems(entries: Mapping[str, str]) -> tuple[Problem, ...]:
    if len(entries) <= MOST_ENTRIES:
        return ()
    return (Problem("entries", _TOO_MANY.with_values(most=Number(MOST_ENTRIES), num=Number(len(entries)))),)


def changed_codes(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Codes that another entry resolves now, or none. A map that comes or goes as a whole may be about all: `*`."""
    codes = frozenset(code for code in before.keys() | after.keys() if before.get(code) != after.get(code))
    return codes | {"*"} if bool(before) != bool(after) else codes
