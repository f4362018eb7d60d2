"""Which answers say for certain that nothing ran, beside those that are whole: HTTP errors and a few plain words."""

import pytest

from backend.connectors.sage_intacct.replies import FunctionReply, read_reply
from backend.domain.levels import TOP
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.gateway import LOST, answer, control_failure, success
from tests.connectors.make import make_push, make_version
from tests.connectors.third_parties import StandIn

AGAIN = "<correction>Please Try Again Later</correction>"
IDENTITY = ["XL03000006", "GW-0011", "XMLGW_JPP0002", "UJPP0002", "PL04000055"]


def read(body: bytes, *, status: int = 200, content_type: str | None = "text/xml") -> FunctionReply:
    return read_reply(body, http_status=status, content_type=content_type, sent=["a"]).outcomes["a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 499])
@pytest.mark.parametrize("number", IDENTITY)
def test_a_refusal_of_who_we_are_is_believed_with_an_http_error(status: int, number: str) -> None:
    outcome = read(control_failure(number, "No"), status=status)

    assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.SETUP)


def test_a_refusal_of_our_bytes_or_of_the_session_is_believed_with_an_http_error() -> None:
    assert read(control_failure("XL03000003", "XML Parse schema error"), status=400).result is Result.REJECTED
    assert read(LOST.encode(), status=401).result is Result.NOT_APPLIED


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 499])
@pytest.mark.parametrize("number", ["", "GW-0001", "GW-0009", "ZZ9", "BL01001973"])
def test_please_try_again_later_is_not_believed_with_an_http_error(status: int, number: str) -> None:
    body = control_failure(number, "").replace(b"<correction></correction>", AGAIN.encode())

    outcome = read(body, status=status)

    assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)
    assert outcome.sentence == f"Intacct answered with HTTP {status}: Please Try Again Later"


def test_a_refusal_of_who_we_are_beside_another_error_is_not_believed_with_an_http_error() -> None:
    other = control_failure("ZZ9", "No").partition(b"<errormessage>")[2].partition(b"</errormessage>")[0]
    body = control_failure("XL03000006", "No").replace(b"</errormessage>", other + b"</errormessage>")

    assert read(body, status=403).result is Result.UNKNOWN


@pytest.mark.anyio
async def test_a_write_whose_answer_asks_to_try_again_later_is_looked_for(stand_in: StandIn) -> None:
    push = make_push(StandIn.connector, make_version(), stand_in.config)
    spec = {"status": 403, "after": True, "correction": "Please Try Again Later"}
    stand_in.faults([{"match": {"function": "create"}, "do": "status", "value": spec}])
    try:
        async with StandIn.connector.open(stand_in.config, stand_in.secrets, TOP) as remote:
            (outcome,) = await remote.push([push])
    finally:
        stand_in.faults([])

    assert outcome.result is Result.UNKNOWN
    assert push.ref.key in {line["natural_key"] for line in stand_in.ledger()}


@pytest.mark.parametrize("kind", [None, "", "text/xml", "TEXT/XML; charset=UTF-8", "application/xml", "text/plain"])
def test_an_answer_as_xml_or_as_text_is_believed(kind: str | None) -> None:
    assert read(answer(success("a")), content_type=kind).result is Result.APPLIED


@pytest.mark.parametrize(
    "kind",
    ["text/html", "TEXT/HTML;charset=x", "image/png", "application/json", "application/xhtml+xml", "image/svg+xml",
     "application/octet-stream", "x" * 5_000],
)  # fmt: skip
def test_an_answer_of_another_kind_is_unknown(kind: str) -> None:
    for body in (answer(success("a")), control_failure("XL03000006", "No"), b"API rate limit exceeded"):
        outcome = read(body, content_type=kind)
        assert outcome.result is Result.UNKNOWN
        assert len(outcome.sentence) < 200


@pytest.mark.parametrize("body", [b"API rate limit exceeded", b"API rate limit exceeded.\r\n", b"Too many requests"])
def test_too_many_requests_in_plain_words_are_not_applied(body: bytes) -> None:
    outcome = read(body, content_type="text/plain")

    assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.THROTTLE)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"API rate limit exceeded", 500),
        (b"API rate limit exceeded", 403),
        (b"API rate limit exceeded by customer 'C1'", 200),
        (b"<p>API rate limit exceeded</p>", 200),
        (b"API rate limit exceeded" + b" " * 200, 200),
        (answer(success("b", "API rate limit exceeded")), 200),
    ],
)
def test_words_of_too_many_requests_that_are_not_all_are_unknown(body: bytes, status: int) -> None:
    assert read(body, status=status, content_type="text/plain").result is Result.UNKNOWN
