"""A line that is down, slow, throttled or refused, with two workers: nothing in error, nothing lost, no herd."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest

from tests.journeys.books import name_of
from tests.journeys.demo import eventually
from tests.promises.system import QUICK, System

pytestmark = pytest.mark.alone  # a machine that is busy with others sends too late, and the line counts that

DOWN = [{"match": {}, "do": "drop_before"}]
CONNECTIONS = 4
HOURS = 4 * 3600


@pytest.fixture(autouse=True, scope="module")
def _workers(system: System) -> None:
    system.start_worker()
    system.start_worker()


@pytest.fixture(autouse=True)
def _quick(system: System) -> Iterator[None]:
    system.patch(connections_allowed=CONNECTIONS, batch_size=4, config=QUICK)
    yield
    system.play("faults", [])
    system.play("settings", {"latency_ms": 0})
    system.call("POST", "/integrations/1/release")
    eventually(system.all_green, said=system.progress)


def classes(prefix: str, count: int) -> list[dict[str, Any]]:
    named = [f"{prefix}-{n}" for n in range(count)]
    return [{"kind": "class", "key": key, "version": 1, "body": {"name": key}} for key in named]


def breaker_of(system: System) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(system.ask("SELECT breaker FROM integration WHERE id = 1"))
    return found


def stands(system: System) -> str:
    return str(system.progress()["line"]["stands"])


def connections_now(system: System) -> int:
    return int(system.stats()["connections_now"])


def ask_for(system: System, objects: list[dict[str, Any]]) -> None:
    system.hand_over(objects)
    assert system.press(objects) == len(objects)


def come_down(system: System) -> None:
    """And let what was on the wire end."""
    system.play("faults", DOWN)
    eventually(lambda: stands(system) == "down", said=system.progress)
    eventually(lambda: connections_now(system) == 0)
    system.stand_in.post("/reset").raise_for_status()


def there_once(system: System, objects: list[dict[str, Any]]) -> bool:
    ours = set(map(name_of, objects))
    return Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)


def nothing_was_blamed(system: System) -> bool:
    """No object was in error, and none spent a try. A suspect, whose outcome was unknown twice in a row, is marked by
    one, once."""
    spent = "fail_count > CASE WHEN epoch_unknown THEN 1 ELSE 0 END"
    parked = system.ask(f"SELECT count(*) FROM binding WHERE phase = 'parked' OR {spent} OR crash_count > 0")
    return not parked and "error" not in system.statuses()


def probes(system: System) -> int:
    return int(breaker_of(system).get("probes", 0))


def test_11_an_outage_of_hours_ends_with_nothing_in_error_and_without_a_herd(system: System) -> None:
    waiting = classes("OUTAGE", 160)
    system.play("faults", DOWN)
    ask_for(system, waiting)
    come_down(system)

    system.age(HOURS)
    eventually(lambda: probes(system) >= 2, said=lambda: str(breaker_of(system)))

    assert system.stats()["connections_most"] <= 1, "more than a probe while the line is down"
    assert nothing_was_blamed(system)
    assert set(system.statuses()) == {"pending"}
    assert "nothing is lost" in page(system)

    system.play("settings", {"latency_ms": 250})
    system.play("faults", [])
    seen = watch_return(system)

    assert seen == [1, 2, CONNECTIONS]
    eventually(system.all_green, said=system.progress)
    assert system.stats()["connections_most"] <= CONNECTIONS
    assert nothing_was_blamed(system)
    assert there_once(system, waiting)


def page(system: System) -> str:
    if not system.web.cookies:
        system.web.get(system.sign_in_url, follow_redirects=True).raise_for_status()
    return system.web.get("/integrations/1/objects").raise_for_status().text


def watch_return(system: System) -> list[int]:
    """How many connections were allowed, one after the other; never were more in use."""
    seen: list[int] = []
    ends = time.monotonic() + 90
    while not seen or seen[-1] < CONNECTIONS:
        assert time.monotonic() < ends, (seen, breaker_of(system), system.progress())
        used, breaker = connections_now(system), breaker_of(system)
        allowed = 1 if "probe_at" in breaker else breaker.get("slots", CONNECTIONS)
        assert used <= allowed
        seen += [allowed] if allowed not in seen else []
    return seen


def test_a_line_that_comes_and_goes_still_makes_progress(system: System) -> None:
    waiting = classes("FLAPS", 60)
    ask_for(system, waiting)

    for _ in range(30):
        system.play("faults", DOWN)
        time.sleep(2)
        system.play("faults", [])
        time.sleep(2)
        assert nothing_was_blamed(system)
        if system.all_green():
            break

    assert system.all_green(), system.progress()
    assert there_once(system, waiting)


def test_throttles_show_no_error_and_all_is_there_in_the_end(system: System) -> None:
    waiting = classes("THROTTLED", 60)
    throttle = {"match": {}, "do": "status", "value": {"status": 429, "retry_after": 1}, "rate": 0.3, "seed": 7}
    system.play("faults", [throttle])
    ask_for(system, waiting)

    def all_green() -> bool:
        found = system.progress()
        assert (found["statuses"]["error"], found["trouble"]) == (0, "")
        return system.all_green()

    eventually(all_green, seconds=180, said=system.progress)
    assert system.ask("SELECT count(*) FROM attempt WHERE error_class = 'throttle'") > 0
    assert nothing_was_blamed(system)
    assert there_once(system, waiting)


def test_a_time_to_wait_holds_for_all_workers(system: System) -> None:
    """One call of one worker is throttled, and nobody calls before the time is over."""
    wait = {"match": {}, "do": "status", "value": {"status": 429, "retry_after": 6}, "times": 1}
    system.play("settings", {"latency_ms": 100})
    system.play("faults", [wait])
    ask_for(system, classes("WAITS", 120))
    not_before = "SELECT (pacing ->> 'not_before')::timestamptz FROM integration WHERE id = 1"
    eventually(lambda: system.ask(not_before) is not None)
    eventually(lambda: connections_now(system) == 0)
    system.stand_in.post("/reset").raise_for_status()
    until: datetime = system.ask(not_before)

    eventually(lambda: system.stats()["requests"] > 0)

    assert datetime.fromisoformat(system.stats()["first_request_at"]) >= until


def test_a_slow_third_party_does_not_slow_down_another(system: System) -> None:
    books = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}}
    other = system.call("POST", "/integrations/", json=books)["id"]
    waiting = classes("SLOW", 100)  # one request: what is in memory is not there for the other worker
    system.patch(batch_size=2)
    system.play("settings", {"latency_ms": 1000})
    ask_for(system, waiting)
    eventually(lambda: connections_now(system) == CONNECTIONS)

    refs = [{"kind": one["kind"], "key": one["key"]} for one in waiting]
    system.call("POST", f"/integrations/{other}/syncs", json={"objects": refs})
    done = f"SELECT count(*) FROM binding WHERE integration = {other} AND status = 'success'"
    eventually(lambda: system.ask(done) == len(waiting))

    assert not system.all_green(), "the slow one was done as soon"


def test_revoked_credentials_are_one_banner_and_their_correction_goes_on_by_itself(system: System) -> None:
    waiting = classes("REVOKED", 40)
    system.patch(secrets={"user_password": "revoked"})
    system.stand_in.post("/reset").raise_for_status()
    ask_for(system, waiting)
    eventually(lambda: stands(system) == "refused", said=system.progress)
    eventually(lambda: connections_now(system) == 0)

    before = system.stats()["requests"]
    assert before <= 2 * CONNECTIONS, "each refused sign-in may lock the user out"
    assert page(system).count("Sign-in refused") == 1
    assert nothing_was_blamed(system)

    system.patch(secrets={"user_password": "console-password"})

    eventually(lambda: system.progress()["trouble"] == "")
    eventually(system.all_green, said=system.progress)
    assert there_once(system, waiting)


def test_a_held_integration_sends_nothing_until_it_is_released(system: System) -> None:
    held = system.syncline("hold", "--integration", "1", "--reason", "Month end")
    assert held.returncode == 0, held.stderr
    system.stand_in.post("/reset").raise_for_status()
    waiting = classes("HELD", 8)
    ask_for(system, waiting)

    waited = system.syncline("sync", "--integration", "1", "--all", "--wait", "--timeout", "5")

    assert waited.returncode == 4
    assert ": Month end" in waited.stderr
    assert system.stats()["requests"] == 0
    assert "Month end" in page(system)
    released = system.syncline("release", "--integration", "1")
    assert released.returncode == 0, released.stderr
    eventually(system.all_green, said=system.progress)
    assert there_once(system, waiting)
