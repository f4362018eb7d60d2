"""What was acknowledged is executed and delivered, whatever ends the process, unless the company gives it up."""

from collections.abc import Callable, Iterator
from queue import Empty

import pytest

from tests.stand_in.answers.receiver import POLICY, Receiver
from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import text
from tests.stand_in.requests import customer, request
from tests.waiting import wait_until

Start = Callable[..., StandIn]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def _accepts(start: Start, receiver: Receiver, **settings: object) -> StandIn:
    stand_in = start()
    stand_in.change(policies={"later": receiver.url}, **settings)
    return stand_in


def _keys(stand_in: StandIn) -> list[str]:
    return [line["natural_key"] for line in stand_in.ledger()]


def test_what_was_not_begun_is_done_after_a_kill(start: Start, receiver: Receiver) -> None:
    before = _accepts(start, receiver)
    session = before.session("100")
    before.change(record_ms=600_000)
    before.post(request(customer("C1"), session=session, more=POLICY))
    assert _keys(before) == []
    before.kill()

    after = start()

    delivered = receiver.got.get(timeout=10)
    assert text(delivered, "operation/result/data/customer/CUSTOMERID") == "C1"
    assert text(delivered, "operation/authentication/locationid") == "100"
    assert _keys(after) == ["C1"]


def test_what_was_done_and_not_told_is_told_after_a_kill(start: Start, receiver: Receiver) -> None:
    before = _accepts(start, receiver)
    before.fail(do="deliver", value=600)
    before.post(request(customer("C1"), more=POLICY))
    wait_until(before.ledger)
    before.kill()

    after = start()

    assert text(receiver.got.get(timeout=10), "operation/result/status") == "success"
    assert _keys(after) == ["C1"]


def test_what_was_told_is_not_told_again(start: Start, receiver: Receiver) -> None:
    before = _accepts(start, receiver)
    before.post(request(customer("C1"), more=POLICY))
    receiver.got.get(timeout=10)
    wait_until(lambda: before.stats()["deliveries_pending"] == 0)
    before.kill()

    after = start()

    assert after.stats()["deliveries_pending"] == 0
    with pytest.raises(Empty):
        receiver.got.get(timeout=0.3)


def test_a_company_may_lose_at_a_stop_what_it_had_accepted(start: Start, receiver: Receiver) -> None:
    before = _accepts(start, receiver, record_ms=600_000, stop_loses_accepted=True)
    before.post(request(customer("C1"), more=POLICY))
    assert before.stats()["deliveries_pending"] == 1
    before.kill()

    after = start()

    assert (after.stats()["deliveries_pending"], after.stats()["deliveries_lost"]) == (0, 1)
    with pytest.raises(Empty):
        receiver.got.get(timeout=0.3)
    assert _keys(after) == []


def test_the_first_day_of_a_company_knows_nothing_that_was_accepted(start: Start, receiver: Receiver) -> None:
    stand_in = _accepts(start, receiver)
    stand_in.fail(do="deliver", value=600)
    stand_in.post(request(customer("C1"), more=POLICY))

    stand_in.admin("POST", "reset", {"what": "everything"})

    assert stand_in.stats()["deliveries_pending"] == 0
