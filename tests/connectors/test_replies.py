"""What an answer says of each function that was sent."""

import pytest

from backend.connectors.sage_intacct.replies import Reply, read_reply
from backend.connectors.sage_intacct.wire.envelope import Verdict
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.gateway import HEAD, LOST, TAIL, answer, control_failure, error_message, failure, made, success

DUPLICATE = ("BL34000061", "Another Customer with the given value(s) C1 already exists")
MISSING = ("BL01001973", "Invalid Customer 'HUNGO' specified. [Support ID: Zx9b%7EYq-1]")
WRAPPER = ("BL01001973", "Could not create Invoice record!")


def read(body: bytes, *sent: str, status: int = 200, content_type: str | None = "text/xml; charset=UTF-8") -> Reply:
    return read_reply(body, http_status=status, content_type=content_type, sent=sent or ("a",))


def results(reply: Reply) -> list[Result]:
    return [outcome.result for outcome in reply.outcomes.values()]


def test_each_function_has_its_own_outcome() -> None:
    reply = read(answer(success("a", "<key>17</key>"), failure("b", MISSING, WRAPPER), made("c", "18")), "a", "b", "c")

    assert reply.verdict is Verdict.OK
    assert results(reply) == [Result.APPLIED, Result.REJECTED, Result.APPLIED]
    assert [o.record_ids for o in reply.outcomes.values()] == [("17",), (), ("18",)]


def test_a_refusal_tells_the_cause_in_a_sentence_and_keeps_the_words_and_the_support_id_beside_it() -> None:
    outcome = read(answer(failure("a", MISSING, WRAPPER))).outcomes["a"]

    assert outcome.error_class is ErrorClass.DATA
    assert outcome.cause == "missing Customer HUNGO"
    assert outcome.sentence.startswith("Intacct has no Customer HUNGO")
    assert outcome.support_id == "Zx9b~Yq-1"
    assert "Support ID" not in outcome.sentence
    assert "Zx9b%7EYq-1" in outcome.raw
    assert outcome.codes == ("BL01001973",)


def test_mark_up_in_an_error_is_taken_out_of_the_sentence() -> None:
    text = "&lt;b onclick='x'&gt;Very&lt;/b&gt; &amp;lt;i&amp;gt;bad&amp;lt;/i&amp;gt; &amp;amp; worse"

    outcome = read(answer(failure("a", ("BL1", text)))).outcomes["a"]

    assert outcome.sentence == "Very bad & worse"


@pytest.mark.parametrize(
    ("body", "verdict", "who"),
    [
        (control_failure("XL03000006", "Incorrect Intacct XML Partner ID or password."), "control_failure", "setup"),
        (control_failure("GW-0010", "API rate limit exceeded"), "control_failure", "throttle"),
        (b"<response><control><status>failure</status></control></response>", "control_failure", "setup"),
        (LOST.encode(), "authentication_failure", "connection"),
        (
            LOST.replace("Invalid session", "Sign-in information is incorrect").encode(),
            "authentication_failure",
            "setup",
        ),
    ],
)
def test_when_nothing_ran_nothing_was_applied(body: bytes, verdict: str, who: str) -> None:
    reply = read(body, "a", "b")

    assert reply.verdict == verdict
    assert results(reply) == [Result.NOT_APPLIED] * 2
    assert {outcome.error_class for outcome in reply.outcomes.values()} == {ErrorClass(who)}


def test_only_an_ended_session_asks_for_a_new_one() -> None:
    assert read(LOST.encode()).session_lost
    assert not read(control_failure("XL03000006", "Incorrect Intacct XML Partner ID or password.")).session_lost


def test_an_acknowledgement_is_no_success() -> None:
    taken = "<control><status>success</status></control><acknowledgement><status>success</status></acknowledgement>"
    body = f"<response>{taken}</response>".encode()

    reply = read(body)

    assert reply.verdict is Verdict.ACKNOWLEDGED
    assert results(reply) == [Result.UNKNOWN]


@pytest.mark.parametrize(
    "inside", ["", "<status/>", "<status>failure</status>", "<status>success</status><status>failure</status>"]
)
def test_an_acknowledgement_that_is_no_success_is_none(inside: str) -> None:
    body = (
        f"<response><control><status>success</status></control><acknowledgement>{inside}</acknowledgement></response>"
    )

    reply = read(body.encode())

    assert reply.verdict is Verdict.MALFORMED
    assert results(reply) == [Result.UNKNOWN]


def test_a_duplicate_must_be_looked_for() -> None:
    outcome = read(answer(failure("a", DUPLICATE, WRAPPER))).outcomes["a"]

    assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.DUPLICATE)


def test_a_duplicate_contact_is_no_duplicate_customer() -> None:
    contact = ("BL34000061", "Another Contact with the given value(s) Alfreds(ALFKI) already exists")

    outcome = read(answer(failure("a", contact))).outcomes["a"]

    assert (outcome.result, outcome.cause) == (Result.REJECTED, "contact clash")


def test_a_failure_that_names_a_record_may_have_made_it() -> None:
    inside = '<data listtype="objects" count="1"><customer><RECORDNO>9</RECORDNO></customer></data>'

    outcome = read(answer(failure("a", DUPLICATE, inside=inside))).outcomes["a"]

    assert (outcome.result, outcome.record_ids) == (Result.UNKNOWN, ("9",))


def test_a_function_rolled_back_with_others_is_not_applied_and_of_the_class_of_the_one_that_failed() -> None:
    aborted = failure("a", ("XL03000009", "rolled back")).replace("failure", "aborted")

    reply = read(answer(aborted, failure("b", MISSING, ("XL03000009", "rolled back"))), "a", "b")

    assert results(reply) == [Result.NOT_APPLIED, Result.REJECTED]
    assert [o.error_class for o in reply.outcomes.values()] == [ErrorClass.DATA] * 2


def test_a_function_rolled_back_that_names_a_record_is_unknown() -> None:
    aborted = failure("a", ("XL03000009", "rolled back"), inside="<key>5</key>").replace("failure", "aborted")

    assert [(o.result, o.record_ids) for o in read(answer(aborted)).outcomes.values()] == [(Result.UNKNOWN, ("5",))]


def test_sessions_that_end_in_every_function_ask_for_a_new_one() -> None:
    lost = ("XL03000006", "Invalid session")

    assert read(answer(failure("a", lost), failure("b", lost)), "a", "b").session_lost
    assert not read(answer(failure("a", lost), success("b")), "a", "b").session_lost
    assert not read(answer(failure("a", lost, inside="<key>17</key>")), "a").session_lost, "it made a record"


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


STRANGE = {
    "nothing": b"",
    "html": b"<html><body>Sign in</body></html>",
    "json": b'{"status": "success"}',
    "another root": b"<answer/>",
    "truncated": answer(success("a"))[:-20],
    "more after it": answer(success("a")) + b"<x/>",
    "a namespace": answer(success("a")).replace(b"<response>", b'<response xmlns="urn:x">'),
    "no authentication": (HEAD + success("a") + TAIL).encode(),
    "no result": answer(),
    "two operations": answer(success("a")).replace(b"</operation>", b"</operation><operation></operation>"),
    "no control": b"<response><operation/></response>",
    "failed control with results": answer(success("a")).replace(b"<status>success", b"<status>failure", 1),
    "failed sign-in with results": (
        HEAD + LOST.split("<operation>")[1].split("</operation>")[0] + success("a") + TAIL
    ).encode(),
    "a strange status": answer(success("a").replace("success", "sukzess")),
    "an empty status": answer(success("a").replace("success", "")),
    "two statuses": answer(success("a").replace("<function>", "<status>success</status><function>")),
    "success with an error": answer(success("a", error_message(("X", "y")))),
    "success without an id": answer(success("a", "")),
    "success with two ids": answer(success("a", "<key>1</key><data><x><RECORDNO>2</RECORDNO></x></data>")),
    "success with an empty error": answer(success("a", "<key>1</key><errormessage/>")),
    "success with a count of its own": answer(success("a", '<data count="2"><x><RECORDNO>1</RECORDNO></x></data>')),
    "success with two records": answer(success("a", "<data><x><RECORDNO>1</RECORDNO></x><x/><x/></data><key>2</key>")),
    "no function": answer(success("a").replace("<function>create_invoice</function>", "")),
    "another function's failure": answer(failure("a", MISSING, function="read")),
    "a failure that names a record without its number": answer(failure("a", MISSING, inside="<data><x/></data>")),
    "results and an acknowledgement": answer(success("a")).replace(b"<operation>", b"<acknowledgement/><operation>"),
    "another function's data": answer(success("a", '<data listtype="CUSTOMER"/>', function="read")),
    "a page of a list": answer(
        success("a", '<data listtype="VENDOR" totalcount="1" numremaining="0"><v><RECORDNO>1</RECORDNO></v></data>',
                function="create")),
    "a list that does not count on": answer(
        success("a", '<data listtype="VENDOR" count="1"><vendor><RECORDNO>1</RECORDNO></vendor></data>',
                function="create")),
    "a page of no list": answer(
        success("a", '<data count="1" offset="0"><vendor><RECORDNO>1</RECORDNO></vendor></data>', function="create")),
    "a session beside a key": answer(success("a", "<key>1</key><data><api><sessionid>s</sessionid></api></data>")),
    "a session for an update": answer(
        success("a", "<data><api><sessionid>s</sessionid></api></data>", function="update")),
    "a record with lines": answer(
        success("a", "<data><x><RECORDNO>1</RECORDNO><lines><line/></lines></x></data>", function="create")),
    "half a function's name": answer(success("a", function="create_")),
    "a function that begins like a write": answer(success("a", function="createX")),
    "a function in two lines": answer(success("a", function="create_invoice\nx")),
    "a key that is too long": answer(success("a", f"<key>{'1' * 201}</key>")),
    "a key in two lines": answer(success("a", "<key>1\n2</key>")),
    "a record number of letters": answer(made("a", "x7")),
    "a record number of other digits": answer(made("a", "٣")),
    "no control id": answer(success("")),
    "a foreign control id": answer(success("b")),
    "a foreign one besides": answer(success("a"), success("b")),
    "one twice": answer(success("a"), failure("a", MISSING)),
}  # fmt: skip


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_what_cannot_be_understood_is_unknown(body: bytes) -> None:
    outcome = read(body).outcomes["a"]

    assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)
    assert outcome.sentence


def test_a_function_that_is_missing_is_unknown_and_the_others_stand() -> None:
    reply = read(answer(success("a")), "a", "b")

    assert results(reply) == [Result.APPLIED, Result.UNKNOWN]


@pytest.mark.parametrize("names", [("a", "a"), ("a", "c"), ("c", "d")], ids=["doubled", "one foreign", "all foreign"])
def test_foreign_or_doubled_control_ids_make_the_whole_batch_unknown(names: tuple[str, str]) -> None:
    reply = read(answer(*map(success, names)), "a", "b")

    assert results(reply) == [Result.UNKNOWN] * 2


@pytest.mark.parametrize(
    "given",
    [
        (success("b", "<key>2</key>"), success("a", "<key>1</key>")),
        (failure("b", MISSING), success("a")),
        (success("a"), success("c"), success("b")),
        (success("c"), success("b")),
    ],
    ids=["two", "a refusal first", "the last two", "with one missing"],
)
def test_swapped_control_ids_make_the_whole_batch_unknown(given: tuple[str, ...]) -> None:
    reply = read(answer(*given), "a", "b", "c")

    assert reply.verdict is Verdict.MALFORMED
    assert results(reply) == [Result.UNKNOWN] * 3


def test_what_stands_round_a_missing_function_is_in_its_order() -> None:
    reply = read(answer(success("a"), success("c")), "a", "b", "c")

    assert results(reply) == [Result.APPLIED, Result.UNKNOWN, Result.APPLIED]


def test_a_record_number_that_cannot_be_stored_is_not_handed_on() -> None:
    inside = f"<key>{'1' * 201}</key>"

    outcome = read(answer(failure("a", MISSING, inside=inside))).outcomes["a"]

    assert (outcome.result, outcome.record_ids) == (Result.UNKNOWN, ())


def test_a_level_with_a_name_that_cannot_be_stored_is_no_level() -> None:
    assert results(read(answer(success("a"), location="1" * 201))) == [Result.UNKNOWN]


@pytest.mark.parametrize("function", ["create", "create_invoice", "create_aradjustment", "update_sotransaction"])
def test_functions_with_whole_names_are_writes(function: str) -> None:
    assert results(read(answer(success("a", function=function)))) == [Result.APPLIED]


def test_the_level_of_the_answer_is_told() -> None:
    assert read(answer(success("a"), location="100")).location == "100"
    assert read(answer(success("a"), location="")).location == ""
    assert read(answer(success("a"), location=None)).location is None
