"""HTTP around the gateway: content types, compression, limits, and addresses that sessions are bound to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from backend.stand_in.company.scenario import DEFAULT_FILE
from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, text
from tests.stand_in.requests import customer, function, query, request
from tests.waiting import wait_until


@pytest.mark.parametrize("content_type", ["application/xml", "text/xml; charset=utf-8", "x-intacct-xml-request"])
def test_every_content_type_that_clients_send_is_taken(stand_in: StandIn, content_type: str) -> None:
    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")), headers={"content-type": content_type})

    assert answer.headers["content-type"] == "text/xml; charset=UTF-8"
    assert len(stand_in.ledger()) == 1


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("identity", None)])
def test_answers_are_compressed_for_those_who_take_it(stand_in: StandIn, accepted: str, encoding: str | None) -> None:
    stand_in.change(compress_answers=True)

    answer = stand_in.http.post(stand_in.url, content=request(customer("C1")), headers={"accept-encoding": accepted})

    assert answer.headers.get("content-encoding") == encoding
    assert "<status>success</status>" in answer.text


@contextmanager
def _in_hand(stand_in: StandIn, body: str) -> Iterator[None]:
    """A request whose last half comes when all else is done."""
    go_on = threading.Event()

    def halves() -> Iterator[bytes]:
        yield body[:100].encode()
        go_on.wait(60)
        yield body[100:].encode()

    asking = {"content": halves(), "trust_env": False, "timeout": 60}
    thread = threading.Thread(target=httpx.post, args=[stand_in.url], kwargs=asking)
    thread.start()
    try:
        wait_until(lambda: stand_in.stats()["connections_now"] == 1)
        yield
    finally:
        go_on.set()
        thread.join()


@pytest.mark.parametrize("status", [429, 200])
def test_more_connections_than_the_limit_are_refused(stand_in: StandIn, status: int) -> None:
    stand_in.change(most_connections=1, quota_status=status)
    with _in_hand(stand_in, request(customer("C1"))):
        second = stand_in.http.post(stand_in.url, content=request(customer("C2")))

    assert second.status_code == status
    assert "GW-0010" in second.text
    assert "API rate limit exceeded" in second.text
    assert [line["natural_key"] for line in stand_in.ledger()] == ["C1"]


@pytest.mark.parametrize(("sender", "status"), [("syncline", 429), ("other", 200)])
def test_more_connections_than_one_sender_may_have_are_refused(
    start: Callable[..., StandIn], tmp_path: Path, sender: str, status: int
) -> None:
    scenario = json.loads(DEFAULT_FILE.read_text())
    scenario["senders"].append({"id": "other", "password": "syncline-sender"})
    (tmp_path / "scenario.json").write_text(json.dumps(scenario))
    stand_in = start("--scenario", str(tmp_path / "scenario.json"))
    stand_in.change(most_connections_of_sender=1, latency_ms=60_000)

    def wait_long() -> None:
        with suppress(httpx.HTTPError):
            httpx.post(stand_in.url, content=request(customer("C1")), trust_env=False, timeout=60)

    first = threading.Thread(target=wait_long)
    first.start()
    wait_until(lambda: stand_in.stats()["functions"] == 1)
    stand_in.change(latency_ms=0)

    second = stand_in.http.post(stand_in.url, content=request(customer("C2"), sender=sender))
    stand_in.kill()
    first.join()

    assert second.status_code == status


def test_a_refusal_of_the_limit_can_be_plain_text(stand_in: StandIn) -> None:
    stand_in.change(most_connections=1, quota_form="text")
    with _in_hand(stand_in, request(customer("C1"))):
        second = stand_in.http.post(stand_in.url, content=request(customer("C2")))

    assert (second.status_code, second.text) == (429, "API rate limit exceeded")
    assert second.headers["content-type"].startswith("text/plain")


def _at(stand_in: StandIn, host: str, body: str) -> str:
    return stand_in.http.post(stand_in.url, content=body, headers={"host": host}).text


@pytest.mark.parametrize(("bound", "word"), [(True, "Invalid session"), (False, "totalcount")])
def test_a_session_is_good_at_its_own_address_only_when_it_is_bound(stand_in: StandIn, bound: bool, word: str) -> None:
    stand_in.change(sessions_bound=bound)
    session = stand_in.session("")
    body = request(query("CUSTOMER", "RECORDNO"), session=session)

    assert "totalcount" in stand_in.http.post(stand_in.url, content=body).text
    assert word in _at(stand_in, "other.intacct.com", body)


def test_a_session_ends_later_with_each_use(stand_in: StandIn) -> None:
    session = stand_in.session("")
    stand_in.change(session_seconds=7200)

    answer = stand_in.post(request(query("CUSTOMER", "RECORDNO"), session=session))

    begun, ends = (text(answer, f"operation/authentication/session{word}") for word in ("timestamp", "timeout"))
    assert int(ends[11:13]) - int(begun[11:13]) in {2, -22}
    assert ends.endswith("+00:00")


def test_a_session_asked_for_beside_other_functions_is_counted(stand_in: StandIn) -> None:
    stand_in.admin("POST", "reset")

    stand_in.call(function("s", "<getAPISession/>"), query("CUSTOMER", "RECORDNO"))

    assert stand_in.admin("GET", "stats").json()["session_requests_mixed"] == 1


def test_ill_formed_xml_has_one_error_for_each_finding(stand_in: StandIn) -> None:
    answer = stand_in.post("<request><control>\n<senderid>a</sender>\n<b></control></request>")

    assert len(chain(answer)) > 1
    assert all("[" in sentence and ":" in sentence for _, sentence in chain(answer))
    assert "[2:" in chain(answer)[0][1]
