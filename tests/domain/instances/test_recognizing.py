"""Whether a database is the one that the home knew."""

from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.instances.recognizing import Server, Standing, Verdict, Witness, recognize

HERE = Server(system_identifier=7, timeline=1, database=16_384)
KNOWN = Witness("a", 40)


def standing(**given: Any) -> Standing:
    facts: dict[str, Any] = {"life": "a", "known": HERE, "server": HERE, "newest_attempt": 40, "in_use": True}
    return Standing(**facts | {"was_ours": True} | given)


def test_the_database_that_the_home_knew_is_the_same_also_when_more_happened_since() -> None:
    assert recognize(standing(), KNOWN)[0] is Verdict.SAME
    assert recognize(standing(newest_attempt=99), KNOWN)[0] is Verdict.SAME


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"life": None}, "put back"),
        ({"put_back": True}, "put back from a dump"),
        ({"life": "b", "was_ours": False}, "knows less"),
        ({"life": "", "known": None, "was_ours": False}, "knows less"),
        ({"server": replace(HERE, system_identifier=8)}, "another server"),
        ({"server": replace(HERE, database=16_385)}, "copy"),
        ({"server": replace(HERE, timeline=2)}, "timeline 1, now 2"),
        ({"newest_attempt": 39}, "attempt 40"),
    ],
)
def test_a_database_that_went_back_in_time_or_elsewhere_is_restored_and_says_how_that_shows(
    given: dict[str, Any], told: str
) -> None:
    verdict, why = recognize(standing(**given), KNOWN)
    assert verdict is Verdict.RESTORED
    assert told in why


def test_a_copy_shows_without_a_home_too() -> None:
    assert recognize(standing(server=replace(HERE, database=16_385)), None)[0] is Verdict.RESTORED


def test_a_home_that_does_not_know_a_database_in_use_is_a_stranger() -> None:
    assert recognize(standing(), None)[0] is Verdict.STRANGER


def test_a_home_that_missed_a_restoration_that_others_saw_learns_of_it() -> None:
    behind = standing(life="b", newest_attempt=12)
    assert recognize(behind, KNOWN)[0] is Verdict.BEHIND


@pytest.mark.parametrize("witness", [None, KNOWN])
def test_a_database_without_integrations_is_nobodys_trouble(witness: Witness | None) -> None:
    assert recognize(standing(in_use=False), witness)[0] is Verdict.BEHIND
    for given in ({"life": "", "known": None}, {"life": None}, {"server": replace(HERE, timeline=2)}):
        assert recognize(standing(in_use=False, **given), witness)[0] is Verdict.NEW


def test_a_database_that_was_never_started_is_new() -> None:
    assert recognize(standing(life="", known=None), None)[0] is Verdict.NEW
