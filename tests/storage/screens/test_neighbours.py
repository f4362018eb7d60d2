"""From object to object of a list: never one left out, never one twice, also after it has left the list."""

from random import Random

import pytest

from backend.domain.grid.filters import GridFilter
from backend.domain.objects import Problem
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.objects.grid import grid_ids, grid_rows
from backend.storage.screens.objects.neighbours import Neighbours, neighbours
from tests.storage.screens.bindings import make_books
from tests.storage.screens.test_grid import combined

pytestmark = pytest.mark.anyio


async def test_before_and_after_an_object_stand_those_of_the_list(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 120)
    random = Random(5)
    for _ in range(15):
        given = combined(random)
        listed = [id_ for id_, _ in (await grid_ids(integration, given, 1_000)).ids]
        order = [id_ for id_, _ in (await grid_ids(integration, GridFilter(sort=given.sort), 1_000)).ids]
        for row in await grid_rows(random.sample(order, 6)):
            at = order.index(row.id)
            before = next((one for one in reversed(order[:at]) if one in listed), None)
            after = next((one for one in order[at + 1 :] if one in listed), None)

            found = await neighbours(integration, given, row)

            assert [one and one.id for one in (found.before, found.after)] == [before, after], (given, row.key)


async def test_where_a_filter_cannot_be_read_nobody_stands_beside_it(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 3)
    (row,) = await grid_rows([list(books)[1]])
    unread = GridFilter(statuses=frozenset(Status), version="x", problems=(Problem("version", "expected a number"),))

    assert await neighbours(integration, unread, row) == Neighbours()
