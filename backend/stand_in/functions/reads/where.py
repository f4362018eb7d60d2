"""The SQL-like conditions of `readByQuery`: comparisons, in, like, is null, and, or, parentheses."""

import re

from backend.stand_in.functions.reads.conditions import Comparer, Condition
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request

_TOKEN = re.compile(r"\s*('(?:[^'\\]|\\.)*'|<=|>=|<>|!=|[=<>(),]|[^\s=<>!(),']+)")
_SIGNS = {
    "=": "equalto",
    "!=": "notequalto",
    "<>": "notequalto",
    "<": "lessthan",
    "<=": "lessthanorequalto",
    ">": "greaterthan",
    ">=": "greaterthanorequalto",
}


def where(text: str, comparer: Comparer) -> Condition:
    """The condition that the text says; an empty text is every record."""
    if not text.strip():
        return lambda _: True
    reader = _Reader(_tokens(text), comparer)
    condition = reader.alternatives()
    reader.end()
    return condition


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if not found:
            raise FunctionError(bad_request(f"The query cannot be read from: {text[place:]}"))
        tokens.append(found[1])
        place = found.end()
    return tokens


class _Reader:
    """Goes through the tokens once, from left to right."""

    def __init__(self, tokens: list[str], comparer: Comparer) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0
        self._comparer = comparer

    def alternatives(self) -> Condition:
        parts = [self._together()]
        while self._skip("or"):
            parts.append(self._together())
        return lambda record: any(part(record) for part in parts)

    def end(self) -> None:
        if self._tokens[self._at]:
            raise self._refusal()

    def _together(self) -> Condition:
        parts = [self._one()]
        while self._skip("and"):
            parts.append(self._one())
        return lambda record: all(part(record) for part in parts)

    def _one(self) -> Condition:
        if self._skip("("):
            inside = self.alternatives()
            self._expect(")")
            return inside
        field = self._take()
        opposite = "not" if self._skip("not") else ""
        if self._skip("in"):
            return self._comparer.condition(f"{opposite}in", field, self._listed())
        if self._skip("like"):
            return self._comparer.condition(f"{opposite}like", field, [self._value()])
        if self._skip("is"):
            empty = "isnotnull" if self._skip("not") else "isnull"
            self._expect("null")
            return self._comparer.condition(empty, field, [])
        sign = self._take()
        if opposite or sign not in _SIGNS:
            raise self._refusal()
        return self._comparer.condition(_SIGNS[sign], field, [self._value()])

    def _listed(self) -> list[str]:
        self._expect("(")
        values = [self._value()]
        while self._skip(","):
            values.append(self._value())
        self._expect(")")
        return values

    def _value(self) -> str:
        token = self._take()
        return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith("'") else token

    def _take(self) -> str:
        token = self._tokens[self._at]
        if not token or token in {"(", ")", ","}:
            raise self._refusal()
        self._at += 1
        return token

    def _skip(self, word: str) -> bool:
        there = self._tokens[self._at].lower() == word
        self._at += there
        return there

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise self._refusal()

    def _refusal(self) -> FunctionError:
        return FunctionError(
            bad_request(f"The query cannot be read at: {' '.join(self._tokens[self._at :]) or 'its end'}")
        )
