"""A transport policy: requests are acknowledged at once and answered later, perhaps twice, perhaps never."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import QUICK, System

LONG = 600  # seconds: no look helps within a test


@pytest.fixture(autouse=True, scope="module")
def _worker(system: System) -> None:
    system.start_worker()
    system.patch(connections_allowed=2, batch_size=20)
    system.play("settings", {"policies": {"later": _address(system)}})


@pytest.fixture(autouse=True)
def _policy(system: System) -> Iterator[None]:
    system.patch(config=QUICK | {"policy_id": "later", "answers_within_seconds": LONG})
    yield
    system.play("faults", [])


def _address(system: System) -> str:
    url: str = system.call("GET", "/integrations/1/answers-address")["url"]
    return url


def _deliver(system: System, **how: Any) -> None:
    system.play("faults", [{"match": {}, "do": "deliver", "value": how}])


def _of(prefix: str, kind: str) -> dict[str, Any]:
    return next(one for one in make_company(prefix) if one["kind"] == kind)


def _status(system: System, thing: dict[str, Any]) -> str:
    return str(system.object(thing["kind"], thing["key"])["status"])


def _written(system: System, thing: dict[str, Any]) -> int:
    return [name_of(line) for line in system.ledger()].count(name_of(thing))


@pytest.mark.parametrize("copies", [1, 2])
def test_a_whole_company_is_there_once_by_answers_that_come_later(system: System, copies: int) -> None:
    company = make_company(f"{copies}-TIMES-")
    _deliver(system, seconds=0.05, copies=copies)
    system.hand_over(company)

    assert system.press(company) == len(company)

    eventually(system.all_green, said=system.progress)
    ours = set(map(name_of, company))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)
    assert system.ask("SELECT count(*) FROM attempt WHERE learned_by = 'delivery'") >= len(company)
    assert system.ask("SELECT count(*) FROM delivery WHERE settled_at IS NULL") == 0


def test_what_was_acknowledged_is_pending_and_says_so(system: System) -> None:
    customer = _of("WAITS-", "customer")
    _deliver(system, seconds=3)
    system.hand_over([customer])
    system.press([customer])

    eventually(lambda: system.object("customer", customer["key"])["phase"] == "confirming")

    shown = system.object("customer", customer["key"])
    assert shown["status"] == "pending"
    assert shown["explanation"]["why"] == "Intacct has taken the request and answers later."
    assert shown["explanation"]["next_step"].startswith("Nothing to do: the answer comes by itself")
    assert [one["outcome"] for one in shown["attempts"]] == ["acknowledged"]
    eventually(lambda: _status(system, customer) == "success")


def test_a_refusal_that_comes_later_is_an_error_with_its_sentence_and_can_be_mended(system: System) -> None:
    customer = _of("REFUSED-", "customer")
    refusal = {"errorno": "BL01001973", "description2": "The moon is in the wrong house."}
    match = {"natural_key": customer["key"]}
    system.play("faults", [{"match": match, "do": "error_code", "value": refusal, "times": 1}])
    system.hand_over([customer])
    system.press([customer])

    eventually(lambda: _status(system, customer) == "error")

    assert "The moon is in the wrong house." in system.object("customer", customer["key"])["message"]
    assert system.press([customer], "force_synchronize") == 1
    eventually(lambda: _status(system, customer) == "success")
    assert _written(system, customer) == 1


def test_an_answer_that_never_comes_is_looked_up_and_nothing_is_sent_twice(system: System) -> None:
    invoiced = _of("MISSING-", "customer")
    system.patch(config={"answers_within_seconds": 1})
    _deliver(system, copies=0)
    system.hand_over([invoiced])
    system.press([invoiced])

    eventually(lambda: _status(system, invoiced) == "success")

    assert _written(system, invoiced) == 1
    assert [one["operation"] for one in system.object("customer", invoiced["key"])["attempts"]] == ["look", "create"]


def test_an_answer_that_comes_after_the_look_has_decided_changes_nothing(system: System) -> None:
    customer = _of("LATE-", "customer")
    system.patch(config={"answers_within_seconds": 1})
    _deliver(system, seconds=6)
    taken = system.ask("SELECT count(*) FROM delivery")
    system.hand_over([customer])
    system.press([customer])
    eventually(lambda: _status(system, customer) == "success")
    before = system.object("customer", customer["key"])

    eventually(lambda: system.ask("SELECT count(*) FROM delivery") > taken)

    assert system.object("customer", customer["key"]) == before
    assert _written(system, customer) == 1


def test_an_answer_that_overtakes_its_acknowledgement_is_kept_until_that_is_stored(system: System) -> None:
    customer = _of("EARLY-", "customer")
    system.hand_over([customer])
    (worker,) = system.workers
    system.kill_worker(worker)
    system.ask(
        """CREATE FUNCTION wait_a_second() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'"""
    )
    system.ask("CREATE TRIGGER slowly BEFORE INSERT ON exchange FOR EACH ROW EXECUTE FUNCTION wait_a_second()")
    system.start_worker()
    system.press([customer])

    eventually(lambda: system.ask("SELECT count(*) FROM delivery WHERE settled_at IS NULL") == 1)
    eventually(lambda: _status(system, customer) == "success")

    system.ask("DROP TRIGGER slowly ON exchange")
    assert system.ask("SELECT count(*) FROM delivery WHERE settled_at IS NULL") == 0


ANSWER = (
    "<response><control><status>success</status><senderid>{sender}</senderid><controlid>{request}</controlid></control>"
    "<operation><authentication><status>success</status><userid>u</userid><companyid>{company}</companyid></authentication>"
    "<result><status>success</status><function>create</function><controlid>k</controlid><key>1</key></result></operation>"
    "</response>"
)
OURS = {"sender": "syncline", "company": "demo", "request": "never-sent"}


def test_whoever_does_not_know_the_address_is_told_that_there_is_nothing(system: System) -> None:
    kept = system.ask("SELECT count(*) FROM delivery")
    for url in ("/api/v1/integrations/1/answers/" + "0" * 64, "/api/v1/integrations/1/answers/%C3%A4"):
        assert system.web.post(url, content=ANSWER.format(**OURS)).status_code == 404
    assert system.ask("SELECT count(*) FROM delivery") == kept


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (ANSWER.format(**OURS | {"sender": "other"}), "for the sender other"),
        (ANSWER.format(**OURS | {"company": "other"}), "about the company other"),
        (ANSWER.format(**OURS | {"request": ""}), "names no request"),
        ("<html/>", "no answer of Intacct's gateway"),
        ("", "no answer of Intacct's gateway"),
        ('<!DOCTYPE x [<!ENTITY e "e">]><response/>', "no answer of Intacct's gateway"),
    ],
)
def test_what_is_no_answer_of_ours_is_refused_with_a_sentence_and_not_kept(system: System, body: str, why: str) -> None:
    kept = system.ask("SELECT count(*) FROM delivery")
    answer = system.web.post(_address(system).removeprefix(str(system.web.base_url).rstrip("/")), content=body)
    assert (answer.status_code, why in answer.json()["detail"]) == (422, True), answer.text
    assert system.ask("SELECT count(*) FROM delivery") == kept


def test_an_answer_to_a_request_that_nobody_sent_changes_no_object(system: System) -> None:
    before = system.ask("SELECT sum(revision) FROM binding")
    for _ in range(2):
        answer = system.web.post(_address(system), content=ANSWER.format(**OURS))
        assert answer.json() == {"kept": True}
    assert system.ask("SELECT sum(revision) FROM binding") == before
    assert system.ask("SELECT count(*) FROM delivery WHERE request_id = 'never-sent'") == 1


def test_the_address_is_no_secret_that_logs_tell(system: System) -> None:
    token = _address(system).rpartition("/")[2]
    system.web.post(_address(system), content="<rubbish/>")
    assert all(token not in log.read_text() for log in system.log.parent.glob("*.log"))


def test_the_doctor_asks_under_the_policy_and_hears_the_answer(system: System) -> None:
    report = system.call("POST", "/integrations/1/doctor")

    said = [(one["ok"], one["sentence"]) for one in report["findings"] if one["about"] == "later"]
    assert [ok for ok, _ in said] == [True]
    assert said[0][1].startswith("Sage Intacct acknowledges requests, and its answer came ")
    assert system.ask("SELECT count(*) FROM delivery WHERE settled_at IS NULL AND request_id <> 'never-sent'") == 0
