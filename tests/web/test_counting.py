"""How many a list has in all, where only its chips know."""

import pytest

from backend.domain.grid.cursors import Place, Sort, write_cursor
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.status import Status
from backend.storage.screens.values import Chip
from backend.web.objects.listing import counted_in

CHIPS = [Chip(status=Status.ERROR, count=300), Chip(status=Status.SUCCESS, count=10_000, more=True)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (GridFilter(version="7"), "10,300+"),
        (GridFilter(version="7", statuses=frozenset({Status.ERROR})), "300"),
        (GridFilter(version="7", after=write_cursor(Place(Sort.NEWEST, 9, None, 10_400))), ""),
        (GridFilter(kind="customer"), ""),  # the tally has it
    ],
)
def test_the_count_ends_where_the_chips_end(given: GridFilter, said: str) -> None:
    assert counted_in(given, CHIPS) == said
