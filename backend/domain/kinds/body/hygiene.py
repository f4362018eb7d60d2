"""Characters that no ledger, database or XML can carry, found in text and in field names."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from backend.domain.kinds.body.words import join
from backend.domain.kinds.parts.text import Sort
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

MAX_FIELD_NAME = 200

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_LOST = "\ud800-\udfff\ufffe\uffff"  # half a character, and two that XML does not have
_SHORT = re.compile(f"[{_CONTROL}\t\n\r{_LOST}]")
_LONG = re.compile(f"[{_CONTROL}{_LOST}]")


def flaw(text: str, sort: Sort | None) -> str:
    """Why this text is refused; empty when it is not. Ask only for text that is not printable: the rest has no flaw."""
    if sort is Sort.KEY:
        found = next((each for each in text if unicodedata.category(each)[0] == "C"), "")
    else:
        match = (_LONG if sort is Sort.LONG else _SHORT).search(text)
        found = match[0] if match else ""
    return (
        Sentence("expected text without %(what)s U+%(code)s", what=_name(found), code=f"{ord(found):04X}")
        if found
        else ""
    )


def custom_problems(value: Any, path: str) -> Iterator[Problem]:
    """What cannot be kept in a field that nobody knows, at any depth."""
    if isinstance(value, str):
        if not value.isprintable() and (sentence := flaw(value, Sort.LONG)):
            yield Problem(path, str(sentence))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from name_problems(name, path)
            yield from custom_problems(inner, join(path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from custom_problems(inner, f"{path}[{n}]")


def name_problems(name: str, path: str) -> Iterator[Problem]:
    if not (0 < len(name) <= MAX_FIELD_NAME and name.isprintable()):
        sentence = f"expected a field name of 1 to {MAX_FIELD_NAME} printable characters"
        yield Problem(join(path, name), sentence)


def _name(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return Sentence("the lone surrogate")
    is_control = unicodedata.category(character) == "Cc"
    return Sentence("the control character") if is_control else Sentence("the invisible character")
