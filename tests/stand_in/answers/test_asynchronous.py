"""Requests with a policy: acknowledged at once, answered later at the policy's address."""

from collections.abc import Iterator
from queue import Empty

import pytest

from tests.stand_in.answers.receiver import POLICY, Receiver
from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, text
from tests.stand_in.requests import LOGIN, customer, request
from tests.waiting import wait_until


@pytest.fixture
def receiver(stand_in: StandIn) -> Iterator[Receiver]:
    receiver = Receiver()
    stand_in.change(policies={"later": receiver.url})
    yield receiver
    receiver.close()


def test_a_request_is_acknowledged_and_its_answer_comes_later(stand_in: StandIn, receiver: Receiver) -> None:
    stand_in.fail(do="deliver", value={"seconds": 0.3})

    answer = stand_in.post(request(customer("C1"), more=POLICY))

    assert text(answer, "acknowledgement/status") == "success"
    assert answer.find("operation") is None
    assert receiver.got.empty()
    delivered = receiver.got.get(timeout=10)
    assert text(delivered, "operation/result/controlid") == "customer-C1"
    assert text(delivered, "operation/result/data/customer/CUSTOMERID") == "C1"
    assert [line["natural_key"] for line in stand_in.ledger()] == ["C1"]


@pytest.mark.parametrize("copies", [0, 2])
def test_an_answer_can_be_missing_or_come_twice(stand_in: StandIn, receiver: Receiver, copies: int) -> None:
    stand_in.fail(do="deliver", value={"copies": copies})

    stand_in.post(request(customer("C1"), more=POLICY))

    for _ in range(copies):
        assert text(receiver.got.get(timeout=10), "operation/result/controlid") == "customer-C1"
    with pytest.raises(Empty):
        receiver.got.get(timeout=0.3)
    assert len(stand_in.ledger()) == 1


def test_a_wrong_user_is_told_in_the_later_answer(stand_in: StandIn, receiver: Receiver) -> None:
    login = LOGIN.format("").replace("console-password", "wrong")

    answer = stand_in.post(request(customer("C1"), login=login, more=POLICY))

    assert text(answer, "acknowledgement/status") == "success"
    assert text(receiver.got.get(timeout=10), "operation/authentication/status") == "failure"


def test_an_unknown_policy_is_a_control_failure(stand_in: StandIn) -> None:
    answer = stand_in.post(request(customer("C1"), more="<policyid>none</policyid>"))

    assert chain(answer) == [("XL03000006", "The policy 'none' is not a valid transport policy.")]
    assert stand_in.ledger() == []


def test_an_address_that_nobody_answers_is_counted(stand_in: StandIn) -> None:
    stand_in.change(policies={"later": "http://127.0.0.1:9/"})
    stand_in.admin("POST", "reset")

    stand_in.post(request(customer("C1"), more=POLICY))

    wait_until(lambda: stand_in.stats()["deliveries"])
    assert stand_in.stats()["deliveries_failed"] == 1


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "ftp://localhost/", "inbox"])
def test_answers_stay_on_this_machine(stand_in: StandIn, url: str) -> None:
    answer = stand_in.admin("PUT", "settings", {"policies": {"later": url}})

    assert answer.status_code == 400
    assert "policies.later" in answer.json()["error"]
