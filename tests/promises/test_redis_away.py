"""Redis away, full, slow, or emptied again and again: workers go and see what is due by themselves."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import System
from tests.promises.valkey import Valkey

EMPTIED_EVERY_SECONDS = 0.2
A_MINUTE_OF_LOG = 1_000_000  # bytes


def test_nothing_is_lost_while_redis_is_emptied_again_and_again(system: System, valkey: Valkey) -> None:
    worker = system.start_worker()
    with again_and_again(lambda: valkey.say("FLUSHALL")):
        check_once(system, "EMPTIED-")
    system.stop_worker(worker)


def test_a_worker_begins_and_works_while_redis_is_away(system: System, valkey: Valkey) -> None:
    valkey.stop()
    worker = system.start_worker("soon_on_rounds")
    before = system.log.stat().st_size if system.log.exists() else 0

    check_once(system, "AWAY-")

    assert '"rounds.begun"' in system.log.read_text()
    assert '"rounds.ended"' not in system.log.read_text()
    valkey.start()
    check_once(system, "BACK-")
    eventually(lambda: rings_are_heard(system), said=system.log.read_text)
    system.stop_worker(worker)
    assert system.log.stat().st_size - before < A_MINUTE_OF_LOG


@pytest.mark.parametrize("trouble", ["full", "frozen"])
def test_pushes_go_on_while_redis_is(system: System, valkey: Valkey, trouble: str) -> None:
    """`full`: it refuses what is to be kept. `frozen`: it takes connections and answers nothing."""
    worker = system.start_worker("soon_on_rounds")
    with valkey.full() if trouble == "full" else valkey.frozen():
        check_once(system, f"{trouble.upper()}-")
    check_once(system, f"{trouble.upper()}-BACK-")
    system.stop_worker(worker)


def rings_are_heard(system: System) -> bool:
    """Each press rings once more."""
    one = next(one for one in make_company("RUNG-") if one["kind"] == "class")
    number = len(system.ledger())
    system.hand_over([one | {"key": f"RUNG {number}"}])
    system.press([one | {"key": f"RUNG {number}"}])
    eventually(system.all_green, said=system.progress)
    return '"rounds.ended"' in system.log.read_text()


def check_once(system: System, prefix: str) -> None:
    """A company handed over and pressed now is there, each object once."""
    company = make_company(prefix)
    system.hand_over(company)
    assert system.press(company) == len(company)
    eventually(system.all_green, said=system.progress)
    ours = set(map(name_of, company))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)


@contextmanager
def again_and_again(what: Callable[[], object]) -> Iterator[None]:
    ended = Event()

    def go_on() -> None:
        while not ended.wait(EMPTIED_EVERY_SECONDS):
            what()

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
