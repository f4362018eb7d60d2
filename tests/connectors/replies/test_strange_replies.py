"""Answers that cannot be understood, or are not about what was sent, are unknown."""

import pytest

from backend.connectors.sage_intacct.wire.envelope import Verdict
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.gateway import HEAD, LOST, TAIL, answer, error_message, failure, made, success
from tests.connectors.replies.reading import MISSING, read, results

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
