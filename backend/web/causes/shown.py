"""Causes as their page shows them: in the order that its reader chose."""

from decimal import Decimal

from msgspec.structs import replace

from backend.domain.grid.grid_filter import GridFilter
from backend.domain.status import Status
from backend.storage.screens.causes import CauseLine, Causes

BY_AMOUNT = "amount"  # else by the number of objects


def ordered(found: Causes, sort: str) -> Causes:
    """By the largest amount in any one currency: amounts of different ones are never added."""
    return replace(found, causes=sorted(found.causes, key=_largest, reverse=True)) if sort == BY_AMOUNT else found


def _largest(one: CauseLine) -> Decimal:
    return max((Decimal(amount) for _, amount in one.sums), default=Decimal(0))


def group_of(number: int) -> GridFilter:
    """Those in error for this cause, as the list of objects filters them."""
    return GridFilter(statuses=frozenset({Status.ERROR}), cause=str(number))
