"""What a kind of business object is: its words, its body, and what must hold in it."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from backend.domain.kinds.parts.money import Money
from backend.domain.kinds.parts.part import Part
from backend.domain.objects import Category, Problem

Check = Callable[[Any], Iterable[Problem]]


def no_money(_: Part) -> None:
    return None


def nobody(_: Part) -> str:
    return ""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """The callables take the typed body; `checks` run only on a body whose fields are sound."""

    name: str
    label: str  # "Sales invoice"
    plural: str  # "Sales invoices"
    category: Category
    body: type[Part]
    money: Callable[[Any], Money | None] = no_money
    counterparty: Callable[[Any], str] = (
        nobody  # a document's customer or supplier by key; a person's or firm's own name
    )
    checks: tuple[Check, ...] = ()
