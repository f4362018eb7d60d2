"""Answers that Intacct delivers later: whose they are, and what they say of each push."""

import pytest
from msgspec.structs import replace

from backend.connectors.protocol import LateAnswer
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.later import IntacctLater
from backend.domain.objects import Problem
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.push import Push
from tests.connectors.gateway import HEAD, TAIL, answer, control_failure, failure, made, signed_in, success
from tests.connectors.make import make_push, make_version

LATER = IntacctLater()
CONFIG = IntacctConfig(company_id="acme", sender_id="s", user_id="u", policy_id="later")


def _customers(*keys: str) -> list[Push]:
    return [make_push(SageIntacct(), make_version(key=key), CONFIG, key=f"key-{key}") for key in keys]


def _read(body: bytes, *pushes: Push, level: str = "top") -> list[Outcome]:
    return list(LATER.read(CONFIG, body.decode(), pushes, level=level))


def test_an_answer_is_known_by_the_control_id_of_its_request() -> None:
    opened = LATER.open(CONFIG, answer(made("k")))
    assert isinstance(opened, LateAnswer)
    assert opened.request_id == "c"


def test_session_ids_in_an_answer_are_not_kept() -> None:
    body = answer("<result><data><api><sessionid>topsecret</sessionid></api></data></result>")
    opened = LATER.open(CONFIG, body)
    assert isinstance(opened, LateAnswer)
    assert "topsecret" not in opened.text


def test_the_company_may_be_written_with_its_console_and_in_other_letters() -> None:
    assert isinstance(LATER.open(replace(CONFIG, company_id="Console|ACME"), answer(made("k"))), LateAnswer)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<response/>",
        b"<html><body>Sign in</body></html>",
        control_failure("XL03000006", "nobody"),
        (
            b"<response><control><status>success</status><controlid>c</controlid></control>"
            b"<acknowledgement><status>success</status></acknowledgement></response>"
        ),
    ],
    ids=["nothing", "no control", "a web page", "no request", "only acknowledges again"],
)
def test_what_names_no_request_of_ours_is_refused(body: bytes) -> None:
    refused = LATER.open(CONFIG, body)
    assert isinstance(refused, Problem)
    assert refused.sentence


def test_each_push_has_its_own_outcome_in_the_order_of_the_pushes() -> None:
    first, second, third = _customers("C1", "C2", "C3")
    body = answer(made(first.key, "17", key="C1"), failure(second.key, ("BL01001973", "Something is wrong")))

    one, two, three = _read(body, first, second, third)

    assert (one.result, one.remote and one.remote.id) == (Result.APPLIED, "17")
    assert (two.result, two.sentence) == (Result.REJECTED, "Something is wrong")
    assert (three.result, three.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)


def test_an_answer_in_another_order_says_nothing() -> None:
    first, second = _customers("C1", "C2")
    body = answer(made(second.key, "18", key="C2"), made(first.key, "17", key="C1"))

    assert [one.result for one in _read(body, first, second)] == [Result.UNKNOWN] * 2


def test_an_answer_about_another_record_is_never_success() -> None:
    (push,) = _customers("C1")
    assert _read(answer(made(push.key, "17", key="C2")), push)[0].result is Result.UNKNOWN


def test_an_answer_about_a_record_without_a_number_is_never_success() -> None:
    (push,) = _customers("C1")
    (outcome,) = _read(answer(success(push.key, "<key>C1</key>", function="create")), push)
    assert (outcome.result, outcome.remote) == (Result.UNKNOWN, None)


def test_an_answer_from_another_level_is_never_success() -> None:
    (push,) = _customers("C1")
    (outcome,) = _read(answer(made(push.key, "17", key="C1"), location="200"), push, level="100")
    assert (outcome.result, outcome.cause) == (Result.UNKNOWN, "wrong level")


def test_a_refusal_of_the_whole_request_is_everybodys() -> None:
    refused = f"{HEAD}{signed_in().replace('success', 'failure')}<errormessage><error><errorno>XL03000006</errorno>"
    refused += f"<description2>Sign-in information is incorrect</description2></error></errormessage>{TAIL}"

    outcomes = _read(refused.encode(), *_customers("C1", "C2"))

    assert [(one.result, one.error_class) for one in outcomes] == [(Result.NOT_APPLIED, ErrorClass.SETUP)] * 2


def test_what_an_employee_leans_on_counts_in_a_later_answer_too() -> None:
    employee = make_push(SageIntacct(), make_version("employee", "E1"), CONFIG, key="key-E1")
    done = made("key-E1", "17", name="employee")
    contact = failure("key-E1-before", ("BL01001973", "Something is wrong"))

    assert _read(answer(contact, done), employee)[0].result is Result.UNKNOWN
    assert _read(answer(done), employee)[0].result is Result.UNKNOWN, "nothing is said of the contact"
    assert _read(answer(made("key-E1-before", name="contact"), done), employee)[0].result is Result.APPLIED


def test_an_answer_may_be_written_in_another_encoding() -> None:
    (push,) = _customers("ÄÖÜ")
    body = answer(made(push.key, "17", key="ÄÖÜ")).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    opened = LATER.open(CONFIG, body)
    assert isinstance(opened, LateAnswer)
    assert _read(opened.text.encode(), push)[0].result is Result.APPLIED


def test_a_control_id_that_nobody_could_have_sent_is_refused() -> None:
    body = answer(made("k")).replace(b"<controlid>c</controlid>", b"<controlid>" + b"c" * 3000 + b"</controlid>")
    assert isinstance(LATER.open(CONFIG, body), Problem)
