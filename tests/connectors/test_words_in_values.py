"""What a company calls its own things decides nothing: a customer may be called "API rate limit"."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.sage_intacct.errors import classify
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict

KNOWN = (Path(__file__).parent / "known_errors.txt").read_text().splitlines()[1:]
TEXTS = [line.split("|")[2].strip().translate({ord(c): None for c in "'\"“”‘’"}) for line in KNOWN]
PHRASES = [
    "API rate limit exceeded", "Too many requests", "concurrent requests exceeded", "GW-0010",
    "Temporarily Off-line", "service unavailable", "invalid session", "Session Expired Records", "locked", "deadlock",
    "try again later", "Connection failure", "Another contact", "Duplicate key", "already executed",
    "cannot be repeated", "must be unique", "No permission", "not authorized", "SUBSCRIPTION-12", "not subscribed",
    "Books Closed Ltd", "period closed", "debits not equal", "unbalanced", "already paid", "has payments",
    "cannot edit posted", "On Hold", "credit limit", "not valid for entity", "top level cannot", "currency invalid",
    "exchange rate", "TAX CODE LTD", "invalid date", "invalid value", "invalid email", "inactive", "dimension",
    "required field", "mandatory", "too long", "country", "Restricted by", "O'Brien", "§1", "Location",
    "X. Invalid session",
]  # fmt: skip
# Error, and where its value stands: Intacct quotes some and others not.
REFUSALS = [
    ("BL01001973", "Invalid Customer '{}' specified."),
    ("BL01001973", "Invalid GL Account “{}” specified."),
    ("BL01001973", "Item '{}' is inactive."),
    ("BL01001973", "Vendor '{}' is on hold."),
    ("BL01001973", 'Vendor "{}" is not a valid vendor'),
    ("BL01001973", "Customer '{}' is owned by 100 and cannot be changed from here."),
    ("BL01001973", "Customer 'C1' is owned by {} and cannot be changed from here."),
    ("BL01001973", "Cannot find customer with key '{}' to delete."),
    ("BL01001973", "Department '{}' is restricted by GL account 6000"),
    ("BL01001973", "Invoice '{}' is posted: a posted transaction cannot be updated."),
    ("BL01001973", "The frobnicator of '{}' is upset"),
    ("BL03000018", "Illegal format: WHENDUE '{}' is not a date."),
    ("BL34000061", "Another Customer with the given value(s) '{}' already exists"),
    ("BL34000061", "Another Customer with the given value(s) {} already exists"),
    ("BL34000061", "Another Contact with the given value(s) {} already exists"),
    ("PL05000104", "Employee {} already exists"),
    ("BL01001973", "A transaction with the number {} already exists."),
    ("BL01001973", "Duplicate account number {}"),
    ("BL01001973", "Invalid vendor {} selected"),
    ("BL01001973", "Vendor {} not found"),
    ("BL01001973", "The customer {} does not exist"),
    ("BL03000018", "This transaction is missing the Department dimension for the Account {}."),
]  # fmt: skip


WRAPPER = GatewayError("BL01001973", "", "Could not create Invoice record!", "")


def said(number: str, text: str) -> tuple[str, str, str]:
    found = classify(Verdict.OK, [GatewayError(number, "", text, ""), WRAPPER])
    return found.result, found.error_class, found.cause


@pytest.mark.parametrize(("number", "text"), REFUSALS, ids=[text for _, text in REFUSALS])
@pytest.mark.parametrize("value", PHRASES)
def test_words_in_a_value_change_nothing(number: str, text: str, value: str) -> None:
    result, error_class, cause = said(number, text.format("K7"))

    assert said(number, text.format(value)) == (result, error_class, cause.replace("K7", value))


@pytest.mark.parametrize("value", [text for text in TEXTS if text])
@pytest.mark.parametrize("quotes", ["'{}'", '"{}"', "“{}”", "‘{}’"])
def test_a_whole_error_in_quotes_changes_nothing(quotes: str, value: str) -> None:
    text = f"The frobnicator of {quotes} is upset"

    assert said("BL9", text.format(value)) == ("rejected", "data", "The frobnicator of … is upset")


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
@pytest.mark.parametrize("around", ["{} C1", "C1 {}", "Customer {} is wrong", "{} Ltd: too long", "C1: {}"])
def test_nothing_that_holds_more_than_a_momentary_trouble_is_sent_again(around: str, text: str) -> None:
    assert classify(Verdict.OK, [GatewayError("BL9", "", around.format(text), "")]).result != "not_applied"


@given(
    st.sampled_from(REFUSALS), st.lists(st.sampled_from([*PHRASES, *TEXTS, "'", '"', "”", "ʽ0ʽ", "ʽ99ʽ"]), max_size=4)
)
def test_no_refusal_with_a_value_is_sent_again(refusal: tuple[str, str], value: list[str]) -> None:
    assert said(refusal[0], refusal[1].format(" ".join(value)))[0] != "not_applied"
