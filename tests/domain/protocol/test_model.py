"""No interleaving makes a second record or a false success, and all ends; each part of the protocol is needed.

Nor is anything sent while an older request may still be carried out, or created unseen after a restoration.

`python3 -m tests.domain.protocol.model` walks through larger worlds, and prints the table.
"""

import gc
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from tests.domain.protocol.model.search import BELTS, explore
from tests.domain.protocol.model.table import DEADLY, SOUND, UNBOUNDED, dying, limited, survives
from tests.domain.protocol.model.world import MUTANTS, Mutant


@pytest.fixture(autouse=True)
def nothing_is_thrown_away() -> Iterator[None]:
    """A collector would only look at millions of states that are all needed."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("world", SOUND)
def test_where_delays_are_bounded_nothing_is_doubled_lost_or_shown_falsely_and_all_settles(world: str) -> None:
    verdict = explore(SOUND[world])
    assert verdict.broken == {}
    assert verdict.stuck == []
    assert verdict.states > 2_000


@pytest.mark.parametrize("world", UNBOUNDED)
def test_the_limit_without_bounds_is_the_one_that_is_told_and_all_settles(world: str) -> None:
    """A late older update may go over a newer one that was shown as success; no second record where keys or numbers
    are refused. No connector has a conditional update, so there is no world in which nothing depends on times."""
    given, limit = UNBOUNDED[world]
    verdict = limited(given, limit)
    assert set(verdict.broken) == limit
    assert verdict.stuck == []


@pytest.mark.parametrize("mutant", DEADLY)
def test_each_part_of_the_protocol_is_needed(mutant: Mutant) -> None:
    assert not dying(mutant, DEADLY[mutant]).holds


def test_the_lease_is_there_for_liveness_only() -> None:
    assert survives("no lease test", [SOUND["keys"], SOUND["no protection"]])
    assert {*DEADLY, "no lease test"} == set(MUTANTS)


def test_without_a_look_up_what_was_carried_out_already_never_settles() -> None:
    verdict = explore(replace(SOUND["keys"], mutant="no look-up"), tolerated=BELTS)
    assert set(verdict.broken) <= BELTS
    assert verdict.stuck
