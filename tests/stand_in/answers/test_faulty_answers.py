"""Answers that are cut, wrongly labelled or never come, after the work was done."""

import httpx
import pytest
from lxml import etree

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain
from tests.stand_in.requests import customer, request
from tests.waiting import wait_until


def _post(stand_in: StandIn, key: str) -> httpx.Response:
    return stand_in.http.post(stand_in.url, content=request(customer(key)))


def _names(stand_in: StandIn) -> list[str]:
    return [each["natural_key"] for each in stand_in.ledger()]


@pytest.mark.parametrize(("value", "length"), [(None, None), ({"bytes": 40}, 40)])
def test_a_truncated_answer_hides_what_was_done(stand_in: StandIn, value: object, length: int | None) -> None:
    stand_in.fail(do="truncate", **({"value": value} if value else {}))

    answer = _post(stand_in, "C1")

    assert length is None or len(answer.content) == length
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(answer.content)
    assert _names(stand_in) == ["C1"]


@pytest.mark.parametrize(("given", "seen"), [("text/plain", "text/plain"), ("", None)])
def test_the_content_type_can_be_wrong_or_missing(stand_in: StandIn, given: str, seen: str | None) -> None:
    stand_in.fail(do="content_type", value=given)

    answer = _post(stand_in, "C1")

    assert answer.headers.get("content-type") == seen
    assert "<status>success</status>" in answer.text


@pytest.mark.parametrize(
    ("value", "said"), [("<CUSTOMERID>C1", ""), ({"old": ">C1<", "new": ">C2<"}, "<CUSTOMERID>C2")]
)
def test_an_answer_can_say_something_else_than_what_was_done(stand_in: StandIn, value: object, said: str) -> None:
    stand_in.fail(do="rewrite", value=value)

    answer = _post(stand_in, "C1")

    assert said in answer.text
    assert "<CUSTOMERID>C1" not in answer.text
    assert _names(stand_in) == ["C1"]


def test_requests_to_write_are_counted_whatever_becomes_of_them(stand_in: StandIn) -> None:
    before = stand_in.stats()["write_requests"]
    stand_in.fail(do="status", value=503)

    _post(stand_in, "C1")
    stand_in.http.post(stand_in.url, content=request("<getAPISession/>"))

    assert stand_in.stats()["write_requests"] == before + 1


@pytest.mark.parametrize(("do", "names"), [("drop_before", []), ("drop_after", ["C1"])])
def test_a_connection_can_be_reset(stand_in: StandIn, do: str, names: list[str]) -> None:
    stand_in.fail(do=do, value={"reset": True})

    with pytest.raises(httpx.ReadError, match="reset"):
        _post(stand_in, "C1")

    assert _names(stand_in) == names


def test_the_cut_of_a_network_in_front_comes_after_the_effect(stand_in: StandIn) -> None:
    stand_in.fail(do="status", value={"status": 524, "after": True})

    assert _post(stand_in, "C1").status_code == 524
    assert _names(stand_in) == ["C1"]


def test_a_client_that_gave_up_meets_a_record_that_came_later(stand_in: StandIn) -> None:
    stand_in.fail(do="delay", value=4)
    impatient = httpx.Timeout(30, read=0.3)

    with pytest.raises(httpx.ReadTimeout):
        httpx.post(stand_in.url, content=request(customer("C1")), timeout=impatient, trust_env=False)

    assert _names(stand_in) == []
    stand_in.admin("PUT", "faults", [])
    wait_until(stand_in.ledger)
    assert _names(stand_in) == ["C1"]


def test_a_wrong_sign_in_can_come_as_a_bare_401(stand_in: StandIn) -> None:
    stand_in.fail(do="status", value=401)

    answer = _post(stand_in, "C1")

    root = etree.fromstring(answer.content)
    assert [child.tag for child in root[0]] == ["status"]
    assert [child.tag for child in root.findall("errormessage/error")[0]] == ["errorno", "description", "correction"]
    assert answer.headers["content-type"].startswith("text/xml")


def test_an_http_error_can_carry_a_correction(stand_in: StandIn) -> None:
    stand_in.fail(do="status", value={"status": 503, "correction": "Please Try Again Later"})

    answer = _post(stand_in, "C1")

    assert answer.status_code == 503
    assert etree.fromstring(answer.content).findtext("errormessage/error/correction") == "Please Try Again Later"


@pytest.mark.parametrize(
    ("form", "content_type", "words"),
    [
        ("xml", "text/xml", "<errorno>GW-0001</errorno>"),
        ("html", "text/html", "</html>"),
        ("broken_html", "text/html", "<h1>Error 502</h1>"),
        ("text", "text/plain", "The request could not be processed."),
    ],
)
def test_an_http_error_comes_in_the_form_asked_for(stand_in: StandIn, form: str, content_type: str, words: str) -> None:
    stand_in.fail(do="status", value={"status": 502, "form": form})

    answer = _post(stand_in, "C1")

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (502, content_type)
    assert answer.text.endswith(words) or form == "xml"
    assert words in answer.text


def test_a_function_can_be_aborted_as_if_another_had_failed(stand_in: StandIn) -> None:
    stand_in.fail(match={"natural_key": "C1"}, do="error_code", value="XL03000009")

    first, second = stand_in.call(customer("C1"), customer("C2"))

    assert (first.findtext("status"), second.findtext("status")) == ("aborted", "success")
    assert _names(stand_in) == ["C2"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ["errorno", "description", "description2", "correction"]),
        (None, ["errorno", "description", "correction"]),
    ],
)
def test_the_text_of_an_error_can_be_empty_or_missing(stand_in: StandIn, text: str | None, tags: list[str]) -> None:
    stand_in.fail(do="error_code", value={"errorno": "X", "description2": text})

    error = stand_in.call(customer("C1"))[0].find("errormessage/error")

    assert error is not None
    assert [child.tag for child in error] == tags
    assert not error.findtext("description2")


def test_the_gateway_can_be_off_line_for_one_function(stand_in: StandIn) -> None:
    said = {"errorno": "", "description2": "The Service is Temporarily Off-line"}
    stand_in.fail(match={"natural_key": "C1"}, do="error_code", value=said)

    first, second = stand_in.call(customer("C1"), customer("C2"))

    assert chain(first) == [("", "The Service is Temporarily Off-line")]
    assert second.findtext("status") == "success"
