"""Whatever a look leaves to a person has a cause; what goes on by itself has none."""

import pytest
from msgspec.structs import replace

from backend.domain.protocol.looked_causes import LOOKED_CAUSES, cause_of_look
from backend.domain.pushes.found import Match
from backend.domain.status import Park, Phase
from tests.domain.protocol.make import make_row

LEFT = {
    (Park.FOREIGN, Match.FOREIGN, False): "look:foreign",
    (Park.DUPLICATE, Match.SEVERAL, False): "look:several",
    (Park.ORDINARY, Match.ABSENT, False): "look:hidden",
    (Park.ORDINARY, Match.ABSENT, True): "look:gone",
    (Park.ORDINARY, Match.OLDER, True): "look:changed",
}


@pytest.mark.parametrize(("park", "match", "linked"), LEFT)
def test_what_is_left_to_a_person_has_a_cause_that_says_who_decides(park: Park, match: Match, linked: bool) -> None:
    cause = cause_of_look(replace(make_row(phase=Phase.PARKED, park=park), linked=linked), match)

    assert cause is not None
    assert cause.fingerprint == LEFT[park, match, linked]
    assert cause.advice is not None
    assert LOOKED_CAUSES[cause.fingerprint] is cause


@pytest.mark.parametrize("match", Match)
def test_what_goes_on_by_itself_or_took_workers_down_has_none(match: Match) -> None:
    assert cause_of_look(make_row(), match) is None
    assert cause_of_look(make_row(phase=Phase.PARKED, park=Park.CRASHED), match) is None
