"""What an answer says of each function that was sent."""

import pytest

from backend.connectors.sage_intacct.wire.envelope import Verdict
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.gateway import LOST, answer, control_failure, failure, made, success
from tests.connectors.replies.reading import MISSING, read, results

DUPLICATE = ("BL34000061", "Another Customer with the given value(s) C1 already exists")
WRAPPER = ("BL01001973", "Could not create Invoice record!")


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


@pytest.mark.parametrize("function", ["create", "create_invoice", "create_aradjustment", "update_sotransaction"])
def test_functions_with_whole_names_are_writes(function: str) -> None:
    assert results(read(answer(success("a", function=function)))) == [Result.APPLIED]


def test_the_level_of_the_answer_is_told() -> None:
    assert read(answer(success("a"), location="100")).location == "100"
    assert read(answer(success("a"), location="")).location == ""
    assert read(answer(success("a"), location=None)).location is None
