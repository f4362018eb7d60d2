"""What an HTTP status makes of an answer."""

import pytest

from backend.connectors.sage_intacct.wire.envelope import Verdict
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.gateway import LOST, answer, control_failure, success
from tests.connectors.replies.reading import read, results


@pytest.mark.parametrize("status", [301, 307, 500, 502, 503, 524, 403, 404, 413])
def test_an_http_error_is_unknown_even_with_a_fine_body(status: int) -> None:
    assert results(read(answer(success("a")), status=status)) == [Result.UNKNOWN]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 500, 502, 503, 504, 524])
@pytest.mark.parametrize("body", [b"", b"<html><p>Bad gateway", b"<html><body/></html>", b"{}", b"\x1f\x8b\x08\x00"])
def test_an_http_error_without_an_answer_of_the_gateway_is_unknown(status: int, body: bytes) -> None:
    assert results(read(body, status=status, content_type=None)) == [Result.UNKNOWN]


@pytest.mark.parametrize("status", [500, 502, 503, 524])
@pytest.mark.parametrize("number", ["GW-0001", "GW-0010", "XL03000006"])
def test_a_refusal_in_the_body_of_a_500_is_shown_and_not_believed(status: int, number: str) -> None:
    body = control_failure(number, "Please Try Again Later [Support ID: a%7Eb]")

    outcome = read(body, status=status).outcomes["a"]

    assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)
    assert outcome.sentence == f"Intacct answered with HTTP {status}: Please Try Again Later"
    assert (outcome.codes, outcome.support_id) == ((number,), "a~b")


@pytest.mark.parametrize("body", [b"slow down", b"", control_failure("GW-0010", ""), LOST.encode()])
def test_too_many_requests_are_not_applied(body: bytes) -> None:
    reply = read(body, status=429, content_type="text/plain")

    assert reply.verdict is Verdict.CONTROL_FAILURE
    assert [(o.result, o.error_class) for o in reply.outcomes.values()] == [(Result.NOT_APPLIED, ErrorClass.THROTTLE)]


def test_too_many_requests_with_a_success_inside_are_unknown() -> None:
    assert results(read(answer(success("a")), status=429)) == [Result.UNKNOWN]


def test_a_refusal_in_the_body_of_a_401_is_believed() -> None:
    reply = read(control_failure("XMLGW_JPP0002", "Sign-in information is incorrect"), status=401)

    assert [o.error_class for o in reply.outcomes.values()] == [ErrorClass.SETUP]
    assert results(reply) == [Result.NOT_APPLIED]
