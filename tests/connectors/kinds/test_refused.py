"""What cannot be rendered is refused, by field and with who can mend it."""

from typing import Any

import msgspec
import pytest

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Lack, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.push import Operation
from tests.connectors.kinds.rendering import CONFIG, CONNECTOR, problems, render
from tests.connectors.make import BODIES, MAPS, make_version
from tests.connectors.test_every_kind import version_of


def test_codes_without_an_entry_are_named_with_their_map() -> None:
    maps = Maps({"accounts": {"CAT4": "4010"}})

    assert problems(make_version("sales_invoice", payment_term="N45"), maps=maps) == [
        'payment_term: payment term N45 has no entry in the value map "payment terms"',
        'lines[1].class: class CAT5 has no entry in the value map "accounts"',
        'freight: account freight has no entry in the value map "accounts"',
    ]


def test_a_code_without_an_entry_is_one_cause_in_whatever_line_it_stands() -> None:
    def shared(*classes: str) -> list[SharedProblem]:
        lines = [{"amount": "5.00", "class": code} for code in classes]
        version = make_version("sales_invoice", lines=lines, freight="", total=f"{5 * len(lines)}.00")
        refused = render(version, maps=Maps({"accounts": {"CAT4": "4010"}, "payment_terms": {"*": "Net 30"}}))
        assert isinstance(refused, tuple)
        return [one for one in refused if isinstance(one, SharedProblem)]

    (first,), (second,) = shared("CAT5", "CAT4"), shared("CAT4", "CAT4", "CAT5")
    (other,) = shared("CAT 6")
    (without,) = shared("")

    assert (first.field, second.field) == ("lines[0].class", "lines[2].class")
    assert first.cause == second.cause
    assert first.cause.sentence == 'class CAT5 has no entry in the value map "accounts"'
    assert first.cause.error_class is ErrorClass.SETUP
    assert len({one.cause.fingerprint for one in (first, other, without)}) == 3
    assert without.cause.sentence == (
        'a line names neither account nor class, and the value map "accounts" has no entry *'
    )
    assert other.cause.lack == Lack(map="accounts", code="CAT 6")


_PAYMENT = {"date": "2026-08-01", "method": "transfer", "account": "1000", "currency": "USD", "total": "5.00"}
_ON_ACCOUNT = _PAYMENT | {"unapplied": "5.00"}
_LINES = [{"amount": "0.005"}, {"amount": "0.005"}]


@pytest.mark.parametrize(
    ("kind", "body", "told", "words"),
    [
        ("sales_invoice", {"due_date": None, "payment_term": ""}, "Intacct needs a due date", "Give it one"),
        ("sales_invoice", {"lines": _LINES, "freight": "", "total": "0.01"}, "Rounded to cents the lines", "cents"),
        ("supplier_payment", _ON_ACCOUNT, "Money paid on account is an advance", "applied to documents"),
        ("customer_payment", {"customer": "OWL"} | _ON_ACCOUNT, "A payment that settles no invoice", "as an advance"),
        ("class", {"custom": {"region": ["A"]}}, "Custom region: is a list", "one value"),
    ],
)
def test_what_cannot_be_sent_is_told_in_words_with_who_can_mend_it_and_how(
    kind: str, body: dict[str, Any], told: str, words: str
) -> None:
    version = make_version(kind, **body) if kind in BODIES else version_of(kind, "X1", body)
    config = msgspec.structs.replace(CONFIG, custom_fields={"region": "REGION"})

    refused = CONNECTOR.render(version, op=Operation.CREATE, key="k", remote=None, parents={}, config=config, maps=MAPS)

    assert isinstance(refused, tuple)
    (problem,) = refused
    assert isinstance(problem, SharedProblem)
    assert problem.told.startswith(told)
    assert problem.cause.advice is not None
    assert problem.cause.advice.who is Who.ERP
    assert words in problem.cause.advice.next_step


def test_documents_that_were_sent_already_share_one_cause_that_names_none_of_them() -> None:
    (first,), (second,) = (render(make_version("sales_invoice", key), remote="1") for key in ("INV1", "INV2"))

    assert isinstance(first, SharedProblem)
    assert isinstance(second, SharedProblem)
    assert first.sentence.startswith(
        "Sales invoice INV1 has a record at Intacct already: documents go there as posted ones"
    )
    assert first.cause == second.cause
    assert first.cause.advice == Advice(Who.ERP, "Take one of these ways out.")
    assert first.sentence.endswith("or leave it as it is there.")
    assert "INV" not in first.cause.sentence


def test_rounding_that_breaks_the_total_is_refused() -> None:
    lines = [{"amount": "0.005"}, {"amount": "0.005"}]

    assert problems(make_version("sales_invoice", lines=lines, freight="", total="0.01")) == [
        "lines: rounded to cents the lines make 0.02, the total is 0.01"
    ]


def test_an_invoice_wants_a_due_date_or_a_term() -> None:
    assert problems(make_version("sales_invoice", due_date=None, payment_term="")) == [
        "due_date: Intacct needs a due date or a payment term"
    ]


def test_a_posted_invoice_is_not_changed_silently() -> None:
    (sentence,) = problems(make_version("sales_invoice", "SI-1", number=2), remote="17")

    assert "posted documents are not changed silently" in sentence
    assert "reverse" in sentence


def test_what_xml_cannot_hold_is_refused_by_field() -> None:
    lines = [{"amount": "266.00", "description": "bell \x07"}]

    assert problems(make_version("sales_invoice", lines=lines)) == [
        "lines[0].description: holds the character U+0007, which XML cannot hold"
    ]
