"""What stands in the place of a record that is gone: the same one made again, or something that is named."""

from itertools import pairwise
from typing import Any

import pytest

from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.make import new_key
from tests.connectors.test_marker import Looker
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio
GONE = RemoteRef(id="999999")


@pytest.fixture
def looker(extended: StandIn) -> Looker:
    return Looker(extended)


async def look(looker: Looker, key: str, **changes: Any) -> Found:
    return await looker.look(key, **{"remote": GONE} | changes)


async def test_one_that_carries_a_key_of_ours_is_the_same_under_whatever_number(looker: Looker) -> None:
    looker.there(new_key(), SYNCLINE_KEY=looker.mark)

    equal, other = await look(looker, new_key()), await look(looker, new_key(), name="Newer")

    assert (equal.match, other.match) == (Match.EQUAL, Match.OLDER)
    assert equal.remote == other.remote
    assert equal.remote != GONE


async def test_one_that_is_unmarked_and_equal_is_the_same_also_under_the_number_that_it_had(looker: Looker) -> None:
    ours, renumbered = looker.there(new_key()), looker.there(new_key())

    assert (await look(looker, ours)).match is Match.EQUAL
    found = await look(looker, new_key(), remote=RemoteRef(id="999999", number=renumbered))
    assert (found.match, found.remote and found.remote.number) == (Match.EQUAL, renumbered)


@pytest.mark.parametrize(
    ("fields", "kind", "doubt"),
    [
        ({"NAME": "Theirs"}, "class", "It differs in name"),
        ({"SYNCLINE_KEY": "another creation's"}, "class", "It carries another marker"),
        ({}, "journal_entry", "Such numbers are not unique there, and amounts were not compared"),
    ],
)
async def test_one_that_may_be_somebody_elses_is_named(
    looker: Looker, fields: dict[str, str], kind: str, doubt: str
) -> None:
    object_name = {"class": "CLASS", "journal_entry": "GLBATCH"}[kind]
    key = looker.there(new_key(), object_name=object_name, **fields)

    found = await look(looker, key, kind=kind)

    assert (found.match, found.remote, [one.number for one in found.others]) == (Match.ABSENT, None, [key])
    assert found.sentence == f"Record {found.others[0].id} has its number now. {doubt}"


async def test_of_two_that_carry_our_key_none_is_chosen(looker: Looker) -> None:
    keys = [looker.there(new_key(), SYNCLINE_KEY=looker.mark) for _ in range(2)]

    found = await look(looker, keys[0])

    assert (found.match, [one.number for one in found.others]) == (Match.ABSENT, keys)
    assert found.sentence == f"Records {', '.join(one.id for one in found.others)} have its number or its marker now"


async def test_one_at_another_level_does_not_count(looker: Looker) -> None:
    key = looker.there(new_key(), SYNCLINE_KEY=looker.mark, MEGAENTITYID="100")

    found = await look(looker, key)

    assert (found.match, found.others, found.sentence) == (Match.ABSENT, (), "Intacct has no CLASS with the id 999999")


async def test_only_for_what_is_gone_a_second_query_is_asked(extended: StandIn) -> None:
    looker = Looker(extended)
    there = looker.there(new_key(), SYNCLINE_KEY=looker.mark)
    found = await looker.look(there)
    asked = [extended.stats()["functions"]]
    for remote in (found.remote, GONE):
        await looker.look(there, remote=remote)
        asked.append(extended.stats()["functions"])

    assert [after - before for before, after in pairwise(asked)] == [2, 3]  # with the session
