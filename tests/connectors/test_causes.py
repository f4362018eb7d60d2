"""Each code of the table in the study of the gateway, and what is said of it."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from backend.connectors.sage_intacct.causes.rule import Rule
from backend.connectors.sage_intacct.causes.tables import ABORTED, TABLES, WRAPPERS
from backend.connectors.sage_intacct.errors import Diagnosis, classify
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict
from backend.domain.pushes.advice import Who
from tests.connectors.gateway import answer, control_failure, failure, sign_in_failure

WRAP = (
    GatewayError("BL01001973", "", "Could not create Invoice record!", ""),
    GatewayError(
        "BL01001973", "", "Currently, we can't create the transaction.", "Check the transaction, then try again."
    ),
    GatewayError(
        "XL03000009", "", "The entire transaction in this operation has been rolled back due to an error.", ""
    ),
)

KNOWN = (Path(__file__).parent / "known_errors.txt").read_text().splitlines()[1:]
CASES = [tuple(part.strip() for part in line.split("|")) for line in KNOWN]
WRAPPABLE = [case for case in CASES if case[0] == "function" and case[2] and not WRAPPERS.search(case[2])]
LEVELS = {"control": Verdict.CONTROL_FAILURE, "authentication": Verdict.AUTHENTICATION_FAILURE, "function": Verdict.OK}

# What the public material on the gateway knows, level by level.
CODES = {
    "control": "XL03000003 XL03000006 XMLGW_JPP0002 UJPP0002 PL04000055 GW-0010 GW-0011",
    "authentication": "XL03000006 GW-0010 GW-0011 XMLGW_JPP0002 UJPP0002 PL04000055",
    "function": (
        "XL03000009 PL04000005 BL01001973 BL34000061 PL05000104 DL02000001 BL03000018 BL03000130 BL03002129 "
        "BL02000051 WS XL03000006 GW-0011 XMLGW_JPP0002 UJPP0002 PL04000055"
    ),
}
RULES = [rule for table in TABLES.values() for rule in table] + [ABORTED]


@pytest.mark.parametrize(("level", "number", "text", "result", "error_class", "who", "cause"), CASES)
def test_an_error_is_recognised(
    level: str, number: str, text: str, result: str, error_class: str, who: str, cause: str
) -> None:
    diagnosis = classify(LEVELS[level], [GatewayError(number, "", text, "")])

    assert (diagnosis.result, diagnosis.error_class, diagnosis.cause) == (result, error_class, cause)
    assert diagnosis.advice.who == who
    assert diagnosis.sentence
    assert "{" not in diagnosis.sentence + diagnosis.cause


@pytest.mark.parametrize(("level", "number", "text", "result", "error_class", "who", "cause"), CASES)
def test_an_error_is_recognised_in_a_whole_answer(
    level: str, number: str, text: str, result: str, error_class: str, who: str, cause: str
) -> None:
    said = escape(number), escape(text)
    body = {
        "control": control_failure(*said),
        "authentication": sign_in_failure(*said),
        "function": answer(failure("a", said)),
    }[level]

    outcome = read_reply(body, http_status=200, content_type="text/xml", sent=["a"]).outcomes["a"]

    assert (outcome.result, outcome.error_class, outcome.cause) == (result, error_class, cause)
    assert outcome.advice is not None
    assert outcome.advice.who == who
    assert outcome.codes == ((number,) if number else ())


@pytest.mark.parametrize("level", CODES)
def test_each_code_that_is_known_is_exercised(level: str) -> None:
    numbered = {case[1] for case in CASES if case[0] == level}
    more = {"Query Failed", "GW-0010"} if level == "function" else {f"GW-{n:04}" for n in range(1, 10)}

    assert set(CODES[level].split()) <= numbered
    assert more <= numbered


@pytest.mark.parametrize("case", WRAPPABLE, ids=lambda case: case[-1])
def test_wrappers_round_an_error_change_nothing(case: tuple[str, ...]) -> None:
    cause, alone = (
        GatewayError(case[1], "", case[2], ""),
        classify(Verdict.OK, [GatewayError(case[1], "", case[2], "")]),
    )

    assert told(classify(Verdict.OK, [cause, *WRAP])) == told(alone)
    assert told(classify(Verdict.OK, [WRAP[2], cause, *WRAP])) == told(alone)


def test_a_cause_and_its_wrapper_in_one_error_are_told_apart() -> None:
    both = GatewayError("BL01001973", "Invalid Project 'P9' specified.", "Could not create Invoice record!", "")
    strange = GatewayError("BL01001973", "", "The frobnicator is upset", "")

    assert classify(Verdict.OK, [both, strange]).cause == "missing Project P9"


def told(diagnosis: Diagnosis) -> tuple[str, ...]:
    return diagnosis.result, diagnosis.error_class, diagnosis.cause


def test_check_the_transaction_then_try_again_is_no_invitation_to_try_again() -> None:
    assert classify(Verdict.OK, WRAP).result == "rejected"


def test_a_number_counts_only_for_its_own_error() -> None:
    strange = GatewayError("BL01001973", "", "The frobnicator is upset", "")

    assert (
        classify(Verdict.OK, [strange, GatewayError("ZZ9", "", "So is its friend", "")]).cause == strange.description2
    )
    assert classify(Verdict.OK, [GatewayError("PL04000005", "", "No", ""), strange]).cause == "permission"


@pytest.mark.parametrize(
    "text", ["API rate limit exceeded", "Please Try Again Later", "The Service is Temporarily Off-line"]
)
def test_what_nobody_knows_is_not_sent_again_because_of_what_stands_after_it(text: str) -> None:
    strange = GatewayError("ZZ9", "", "The frobnicator is upset", "")

    assert classify(Verdict.OK, [strange, GatewayError("ZZ8", "", text, "")]).result == "rejected"


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("01/31/2026", "2026-01-31"),
        ("1/31/2026", "2026-01-31"),
        ("31/12/2026", "2026-12-31"),
        ("09/09/2026", "2026-09-09"),
        ("09/01/2026", "09/01/2026"),
        ("9/1/2026", "9/1/2026"),
        ("31/31/2026", "31/31/2026"),
        ("2026-09-01", "2026-09-01"),
    ],
)
def test_a_day_in_our_sentence_is_one_that_nobody_takes_for_another_or_as_it_came(there: str, here: str) -> None:
    found = classify(Verdict.OK, [GatewayError("BL01001973", "", f"Date must be on or after {there}.", "")])

    assert found.sentence == f"The period is closed: Intacct takes dates from {here} on."
    assert there in found.told


@pytest.mark.parametrize(
    ("text", "correction", "cause"),
    [
        ("Invalid Customer 'X' specified.", "Select a customer that already exists.", "missing Customer X"),
        ("Invalid Location 'X' specified.", "Select one that is valid for the entity.", "missing Location X"),
        ("Date must be on or after 01/01/2026.", "Or try again later.", "closed period"),
        ("Something went wrong.", "Use a unique value instead.", "duplicate"),
    ],
)
def test_a_correction_counts_only_where_the_error_itself_says_nothing(text: str, correction: str, cause: str) -> None:
    assert classify(Verdict.OK, [GatewayError("BL01001973", "", text, correction)]).cause == cause


@pytest.mark.parametrize(
    ("text", "support_id"),
    [
        ("[Support ID: a%7EbC-1]", "a~bC-1"),
        ("[ Support ID : a~b ]", "a~b"),
        ("(support id: a%20b)", "a b"),
        ("Support ID: a~b.", "a~b"),
        ("<b>[Support ID: &lt;i&gt;a%7Eb&lt;/i&gt;]</b>", "a~b"),
        ("[Support&nbsp;ID: a] [Support ID: b]", "a"),
        ("[Support ID: " + "y" * 300 + "]", "y" * 300),
        ("very long " * 500 + "[Support ID: a~b]", "a~b"),
    ],
)
def test_a_support_id_is_taken_out_of_the_sentence_in_all_its_forms(text: str, support_id: str) -> None:
    diagnosis = classify(Verdict.OK, [GatewayError("ZZ9", "", f"Something broke {text}", "")])

    assert diagnosis.support_id == support_id
    assert "upport" not in diagnosis.sentence
    assert diagnosis.sentence.startswith("Something broke")
    assert "upport" in diagnosis.raw


@pytest.mark.parametrize(
    "text",
    [
        "<b>Very</b> bad",
        "<b class='x'>Very</b><br/>bad",
        "&lt;b&gt;Very&lt;/b&gt; bad",
        "&amp;amp;lt;b&amp;amp;gt;Very bad",
        '<img src=x onerror="a>b">Very bad',
        "Very\u202e bad\u200b",
    ],
)
def test_mark_up_is_taken_out_of_the_sentence_and_stays_in_the_words(text: str) -> None:
    diagnosis = classify(Verdict.OK, [GatewayError("ZZ9", text, "", "")])

    assert diagnosis.sentence == "Very bad"
    assert text in diagnosis.raw


def test_at_least_forty_causes_are_known() -> None:
    assert len({rule.cause for rule in RULES if not rule.fallback}) >= 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.cause)
def test_each_cause_says_who_can_mend_it_and_how_besides_what_it_is(rule: Rule) -> None:
    assert rule.who in Who
    assert rule.next_step.endswith(".")
    assert "{" not in rule.next_step
    assert rule.next_step.startswith("Wait") == (rule.who is Who.NOBODY)
    assert not {phrase for phrase in _phrases(rule.next_step) if phrase in rule.sentence}


def _phrases(sentence: str) -> set[str]:
    """Each four words in a row."""
    words = sentence.split()
    return {" ".join(words[n : n + 4]) for n in range(len(words) - 3)}
