"""How a legacy function is described: its elements in the order of the schema, and the fields they fill."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

import msgspec


class Sort(StrEnum):
    """What an element of a legacy function holds."""

    TEXT = "text"
    DATE = "date"  # year, month, day
    CUSTOM = "custom"  # customfield name and value pairs
    GROUP = "group"  # one child named like it, or any
    LINES = "lines"


class Act(StrEnum):
    """What a legacy function does."""

    CREATE = "create"
    UPDATE = "update"  # the record of the natural key among its elements
    CHANGE = "change"  # the document of its attribute `key`, and single lines of it
    REVERSE = "reverse"  # the document of its attribute `key`


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """`place` is the rank in the schema; elements of equal place may come in any order."""

    place: int
    field: str
    sort: Sort


class Form(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A legacy function: `order` and `line_order` list `name:FIELD:sort`, equal places joined by `|`."""

    function: str
    object: str
    order: str
    required: tuple[str, ...]
    lines: str = ""
    line: str = "lineitem"
    line_order: str = ""
    line_required: tuple[str, ...] = ()
    act: Act = Act.CREATE

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        return _elements(self.order)

    @cached_property
    def line_elements(self) -> Mapping[str, Element]:
        return _elements(self.line_order)


def misplaced(names: Iterable[str], elements: Mapping[str, Element]) -> str:
    """The first name that the schema does not expect where it stands; empty when all is in order."""
    reached = 0
    for name in names:
        element = elements.get(name)
        if element is None or element.place < reached:
            return name
        reached = element.place
    return ""


def _elements(order: str) -> Mapping[str, Element]:
    return {
        name: Element(place=place, field=field, sort=Sort(sort or "text"))
        for place, together in enumerate(order.split())
        for name, _, rest in (each.partition(":") for each in together.split("|"))
        for field, _, sort in (rest.partition(":"),)
    }
