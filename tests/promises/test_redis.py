"""Redis may be emptied or away at any time: everything becomes green all the same."""

from collections import Counter

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import System
from tests.promises.valkey import Valkey

GREEN_WITHIN_SECONDS = 30


def test_all_is_green_after_redis_was_emptied_in_the_middle(system: System, valkey: Valkey) -> None:
    company = make_company("EMPTIED-")
    system.start_worker()
    begin(system, company)

    assert valkey.say("FLUSHALL") == "+OK"

    eventually(system.all_green, seconds=GREEN_WITHIN_SECONDS, said=system.progress)
    check_once(system, company)


def test_all_is_green_after_redis_was_away_in_the_middle(system: System, valkey: Valkey) -> None:
    company, second = make_company("AWAY-"), make_company("WHILE-AWAY-")
    begin(system, company)

    valkey.stop()
    begin(system, second)
    valkey.start()

    eventually(system.all_green, seconds=GREEN_WITHIN_SECONDS, said=system.progress)
    check_once(system, [*company, *second])


def begin(system: System, company: list[dict[str, object]]) -> None:
    """Returns in the middle of a run that is slow enough to have one."""
    system.patch(batch_size=5)
    system.play("settings", {"latency_ms": 50})
    before = len(system.ledger())
    system.hand_over(company)
    assert system.press(company) == len(company)
    eventually(lambda: len(system.ledger()) > before or system.progress()["moving"])
    assert not system.all_green()


def check_once(system: System, company: list[dict[str, object]]) -> None:
    ours = set(map(name_of, company))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)
