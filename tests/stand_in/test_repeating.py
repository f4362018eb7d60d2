"""Replay protection, and all or nothing."""

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, status
from tests.stand_in.requests import customer, function, invoice, query, request


def test_a_completed_control_id_is_refused_and_nothing_is_done(ready: StandIn) -> None:
    ready.change(enforce_invoice_numbers=False)
    ready.call(invoice("I1"))

    again = ready.call(invoice("I1"))[0]

    assert chain(again)[0][0] == "XL03000011"
    assert again.find("key") is None
    assert len(ready.ledger()) == 2


def test_uniqueid_is_true_when_it_is_left_out(ready: StandIn) -> None:
    ready.call(invoice("I1"), uniqueid="")

    again = ready.call(invoice("I1"), uniqueid="")[0]

    assert chain(again)[0][0] == "XL03000011"


def test_without_uniqueid_the_same_request_makes_two_documents(ready: StandIn) -> None:
    ready.change(enforce_invoice_numbers=False)

    for _ in range(2):
        ready.call(invoice("I1"), uniqueid="<uniqueid>false</uniqueid>")

    assert [each["natural_key"] for each in ready.ledger()] == ["C1", "I1", "I1"]


def test_a_control_id_that_was_carried_out_is_carried_out_again_when_the_switch_says_so(ready: StandIn) -> None:
    ready.change(repeats_control_ids=True, enforce_invoice_numbers=False)

    for _ in range(2):
        ready.call(invoice("I1"))

    assert [each["natural_key"] for each in ready.ledger()] == ["C1", "I1", "I1"]


def test_a_failed_control_id_may_be_used_again(stand_in: StandIn) -> None:
    stand_in.call(invoice("I1"))
    stand_in.call(customer("C1"))

    assert status(stand_in.call(invoice("I1"))[0]) == "success"


def test_a_failed_control_id_is_spent_when_the_switch_says_so(stand_in: StandIn) -> None:
    stand_in.change(spent_control_ids=True)
    stand_in.call(invoice("I1"))
    stand_in.call(customer("C1"))

    assert chain(stand_in.call(invoice("I1"))[0])[0][0] == "XL03000011"


def test_reads_may_be_repeated(ready: StandIn) -> None:
    for _ in range(2):
        assert status(ready.call(query("CUSTOMER", "RECORDNO"))[0]) == "success"


def test_a_transaction_that_fails_takes_everything_back(stand_in: StandIn) -> None:
    calls = (customer("C1"), invoice("I1", customer_id="NONE"), customer("C2"))

    before, culprit, after = stand_in.call(*calls, transaction="true")

    assert [status(each) for each in (before, culprit, after)] == ["aborted", "failure", "aborted"]
    assert [chain(each)[-1][0] for each in (before, culprit, after)] == ["XL03000009"] * 3
    assert stand_in.ledger() == []
    assert status(stand_in.call(customer("C1"))[0]) == "success"


def test_without_a_transaction_a_failure_stops_nothing(stand_in: StandIn) -> None:
    results = stand_in.call(customer("C1"), invoice("I1", customer_id="NONE"), customer("C2"))

    assert [status(each) for each in results] == ["success", "failure", "success"]
    assert [each.findtext("controlid") for each in results] == ["customer-C1", "invoice-I1", "customer-C2"]


def test_a_rolled_back_update_leaves_the_old_record(ready: StandIn) -> None:
    change = "<update><CUSTOMER><CUSTOMERID>C1</CUSTOMERID><NAME>New</NAME></CUSTOMER></update>"
    ready.post(request(function("u", change), invoice("I1", customer_id="NONE"), transaction="true"))

    record = ready.admin("GET", "state/CUSTOMER/C1").json()

    assert record["NAME"] == "Alfreds"
