"""Faults do what they say, to whom they are aimed at, as often as asked."""

import threading

import httpx
import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, status
from tests.stand_in.requests import customer, function, invoice, query, request


def _names(stand_in: StandIn) -> list[str]:
    return [each["natural_key"] for each in stand_in.ledger()]


def test_drop_after_keeps_the_record_and_loses_the_answer(ready: StandIn) -> None:
    ready.fail(match={"natural_key": "I1"}, do="drop_after", times=1)

    with pytest.raises(httpx.RemoteProtocolError):
        ready.post(request(invoice("I1")))

    assert _names(ready) == ["C1", "I1"]
    assert chain(ready.call(invoice("I1"))[0])[0][0] == "XL03000011"


def test_drop_before_executes_nothing(ready: StandIn) -> None:
    ready.fail(match={"kind": "sales_invoice"}, do="drop_before", times=1)

    with pytest.raises(httpx.RemoteProtocolError):
        ready.post(request(customer("C2"), invoice("I1")))

    assert _names(ready) == ["C1"]
    assert status(ready.call(invoice("I1"))[0]) == "success"


@pytest.mark.parametrize(("value", "names"), [(503, []), ({"status": 503, "after": True}, ["C1"])])
def test_a_status_comes_before_or_after_the_effect(stand_in: StandIn, value: object, names: list[str]) -> None:
    stand_in.fail(match={"function": "create"}, do="status", value=value)

    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")))

    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert _names(stand_in) == names


def test_a_rate_limit_speaks_the_gateways_words(stand_in: StandIn) -> None:
    stand_in.fail(do="status", value=429)

    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")))

    assert answer.status_code == 429
    assert "GW-0010" in answer.text


def test_a_rate_limit_may_say_how_long_to_wait(stand_in: StandIn) -> None:
    stand_in.fail(do="status", value={"status": 429, "retry_after": 7})

    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")))

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


def test_html_is_a_page_with_200_and_nothing_is_done(stand_in: StandIn) -> None:
    stand_in.fail(do="html")

    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")))

    assert (answer.status_code, answer.text[:15]) == (200, "<!DOCTYPE html>")
    assert _names(stand_in) == []


def test_an_error_code_strikes_one_function_of_a_request(stand_in: StandIn) -> None:
    value = {"errorno": "PL04000005", "description2": "No right."}
    stand_in.fail(match={"natural_key": "C2"}, do="error_code", value=value)

    results = stand_in.call(customer("C1"), customer("C2"), customer("C3"))

    assert [status(each) for each in results] == ["success", "failure", "success"]
    assert chain(results[1]) == [("PL04000005", "No right.")]


@pytest.mark.parametrize(
    ("call", "kind", "key"),
    [
        ('<delete_customer customerid="C1"/>', "customer", "C1"),
        ('<delete_invoice key="1"/>', "sales_invoice", "I1"),
        ('<update_invoice key="1"><description>x</description></update_invoice>', "sales_invoice", "I1"),
    ],
)
def test_a_fault_finds_what_an_attribute_names(ready: StandIn, call: str, kind: str, key: str) -> None:
    ready.call(invoice("I1"))
    ready.fail(match={"kind": kind, "natural_key": key}, do="error_code", value="X")

    result = ready.call(function("f", call))[0]

    assert chain(result)[0][0] == "X"


def test_times_and_firings_are_counted(stand_in: StandIn) -> None:
    stand_in.fail(match={"kind": "customer", "function": "create"}, do="error_code", value="BL01001973", times=2)

    results = [stand_in.call(customer(f"C{n}"))[0] for n in range(3)]

    assert [status(each) for each in results] == ["failure", "failure", "success"]
    assert stand_in.admin("GET", "faults").json()[0]["fired"] == 2


def test_a_rate_with_a_seed_strikes_the_same_ones_each_time(stand_in: StandIn) -> None:
    def struck() -> list[str]:
        stand_in.fail(do="error_code", value="X", rate=0.5, seed=7)
        return [status(each) for each in stand_in.call(*(query("CUSTOMER", "RECORDNO") for _ in range(20)))]

    first = struck()

    assert struck() == first
    assert set(first) == {"success", "failure"}


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"do": "explode"}, "`$[0].do`"),
        ({"do": "delay"}, "`$[0].value`"),
        ({"do": "status", "value": 200}, "`$[0].value`"),
        ({"do": "html", "match": {"colour": "red"}}, "colour"),
        ({"do": "html", "times": 0}, "`$[0].times`"),
        ({"do": "html", "rate": 2}, "`$[0].rate`"),
        ({"do": "drop_after", "value": 3}, "`$[0].value`"),
    ],
)
def test_a_fault_that_means_nothing_is_refused_and_the_old_ones_stay(
    stand_in: StandIn, fault: dict[str, object], field: str
) -> None:
    stand_in.fail(do="html", times=1)

    answer = stand_in.admin("PUT", "faults", [fault])

    assert answer.status_code == 400
    assert field in answer.json()["error"]
    assert len(stand_in.admin("GET", "faults").json()) == 1


def test_the_most_connections_at_once_are_counted(stand_in: StandIn) -> None:
    stand_in.fail(do="delay", value=2)
    stand_in.admin("POST", "reset")

    def ask(number: int) -> None:
        httpx.post(stand_in.url, content=request(customer(f"C{number}")), trust_env=False, timeout=30)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stats = stand_in.admin("GET", "stats").json()
    assert (stats["requests"], stats["functions"], stats["connections_most"]) == (3, 3, 3)
    assert stats["busy_seconds"] >= 6
