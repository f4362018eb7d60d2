"""Conditions on records: what `query` filters and `readByQuery` texts are made of."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from backend.stand_in.company.books import Books, Record
from backend.stand_in.functions.reads.rows import known_field
from backend.stand_in.functions.values import shifted
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_request
from backend.stand_in.objects.definition import Definition

Condition = Callable[[Record], bool]
_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{2}:\d{2}:\d{2}))?")


class Comparer:
    """Makes conditions on the fields of one object; raises FunctionError for a field or value that will not do."""

    def __init__(self, books: Books, definition: Definition, *, ignore_case: bool = False) -> None:
        self._books = books
        self._definition = definition
        self._ignore_case = ignore_case

    def condition(self, operator: str, field: str, values: Sequence[str]) -> Condition:
        name = self.field(field)
        make = OPERATORS.get(operator)
        if make is None:
            raise FunctionError(bad_request(f"The operator {operator} is not known."))
        if operator in _PATTERNS or not values:
            test, take = make(list(values)), self._text(name)
        else:
            test, take = make([self._value(name, value) for value in values]), self.taker(name)
        return lambda record: test(take(record))

    def field(self, given: str) -> str:
        """The name of a field as records hold it."""
        name = given.strip().upper()
        if not known_field(self._books, self._definition, name):
            raise FunctionError(bad_request(f"The field {given} is not a field of {self._definition.object}."))
        return name

    def is_unique(self, name: str) -> bool:
        return name == "RECORDNO" or (name == self._definition.key and not self._definition.document)

    def taker(self, name: str) -> Callable[[Record], Any]:
        """How to take a field from a record in a form that compares."""
        if name in self._definition.numbers:
            return lambda record: _stored_number(leaf(record, name))
        return self._text(name)

    def _text(self, name: str) -> Callable[[Record], str]:
        if self._ignore_case:
            return lambda record: leaf(record, name).casefold()
        if "." not in name:
            return lambda record: str(record.get(name) or "")
        return lambda record: leaf(record, name)

    def _value(self, name: str, value: str) -> Any:
        if name in self._definition.dates or name in self._definition.moments:
            return shifted(_iso(value), -self._books.settings.zone_minutes)
        if name in self._definition.numbers:
            return _number(name, value)
        return value.casefold() if self._ignore_case else value


def _iso(value: str) -> str:
    found = _MOMENT.fullmatch(value.strip())
    if not found:
        raise FunctionError(bad_request(f"The date {value} is not of the form mm/dd/yyyy or mm/dd/yyyy hh:mm:ss."))
    day = f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
    return f"{day}T{found[4]}Z" if found[4] else day


def _stored_number(text: str) -> Decimal:
    """People may have typed anything; what is no number counts as none."""
    return _decimal(text) or Decimal(0)


def _number(name: str, value: str) -> Decimal:
    number = _decimal(value.strip())
    if number is None:
        raise FunctionError(bad_request(f"The value {value} of {name} is not a number."))
    return number


def _decimal(text: str) -> Decimal | None:
    """NaN and its like are none: they cannot be compared."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _like(values: list[str]) -> Callable[[Any], bool]:
    parts = re.split(r"([%_])", values[0])
    pattern = re.compile("".join({"%": ".*", "_": "."}.get(part, re.escape(part)) for part in parts), re.DOTALL)
    return lambda value: pattern.fullmatch(value) is not None


def _not(make: Callable[[list[Any]], Callable[[Any], bool]]) -> Callable[[list[Any]], Callable[[Any], bool]]:
    def opposite(values: list[Any]) -> Callable[[Any], bool]:
        test = make(values)
        return lambda value: not test(value)

    return opposite


def _in(values: list[Any]) -> Callable[[Any], bool]:
    return frozenset(values).__contains__


def _between(values: list[Any]) -> Callable[[Any], bool]:
    if len(values) != 2:
        raise FunctionError(bad_request("The operator between takes two values."))
    return lambda value: bool(values[0] <= value <= values[1])


_PATTERNS = frozenset({"like", "notlike"})
OPERATORS: dict[str, Callable[[list[Any]], Callable[[Any], bool]]] = {
    "equalto": lambda values: lambda value: bool(value == values[0]),
    "notequalto": lambda values: lambda value: bool(value != values[0]),
    "lessthan": lambda values: lambda value: bool(value < values[0]),
    "lessthanorequalto": lambda values: lambda value: bool(value <= values[0]),
    "greaterthan": lambda values: lambda value: bool(value > values[0]),
    "greaterthanorequalto": lambda values: lambda value: bool(value >= values[0]),
    "between": _between,
    "in": _in,
    "notin": _not(_in),
    "like": _like,
    "notlike": _not(_like),
    "isnull": lambda _: lambda value: not value,
    "isnotnull": lambda _: bool,
}
