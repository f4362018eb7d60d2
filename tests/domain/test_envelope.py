"""An envelope is read whole, or refused with every field that is wrong."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.ingest.envelope import Envelope, decode_json, read_envelope
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef, Problem, content_hash
from tests.domain.kinds.examples import EXAMPLES

SAMPLE = os.environ.get("SYNCLINE_TEST_OBJECTS", "")


def make_envelope(**changes: Any) -> dict[str, Any]:
    return {"kind": "class", "key": "PAPER", "body": {"name": "Paper"}, **changes}


def accepted(raw: Any) -> Envelope:
    envelope = read_envelope(raw)
    assert isinstance(envelope, Envelope), envelope
    return envelope


def refused(raw: Any) -> list[str]:
    problems = read_envelope(raw)
    assert isinstance(problems, tuple), problems
    return [str(problem) for problem in problems]


def test_a_full_envelope_is_read_into_values():
    raw = make_envelope(version=3, changed_at="2024-02-29T13:00:00+01:00", entity="100")

    envelope = accepted(raw)

    assert envelope.ref == ObjectRef("class", "PAPER")
    assert envelope.number == 3
    assert envelope.changed_at == datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert envelope.changed_at.utcoffset() == timedelta(0)
    assert envelope.entity == "100"
    assert envelope.reading.stored == {"name": "Paper"}


@pytest.mark.parametrize("nothing", [{}, {"version": None, "changed_at": None, "entity": None}, {"entity": ""}])
def test_what_may_be_left_out_is_empty(nothing: dict[str, Any]):
    envelope = accepted(make_envelope(**nothing))

    assert (envelope.number, envelope.changed_at, envelope.entity) == (None, None, "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_into_an_envelope(kind: str):
    assert accepted({"kind": kind, "key": "K1", "body": EXAMPLES[kind]}).reading.stored == EXAMPLES[kind]


def test_an_unknown_envelope_field_is_refused_by_name():
    assert refused(make_envelope(colour="blue")) == [
        "colour: unknown: expected kind, key, version, changed_at, entity or body"
    ]


@pytest.mark.parametrize(
    ("kind", "near"),
    [
        ("invoice", "sales_invoice or purchase_invoice"),
        ("Sales_Invoice", "sales_invoice"),
        ("costumer", "customer"),
        ("vendor_payment", "supplier_payment"),
    ],
)
def test_an_unknown_kind_is_refused_with_near_ones(kind: str, near: str):
    (problem,) = refused(make_envelope(kind=kind))

    assert problem.startswith(f"kind: expected a kind such as {near}")


@pytest.mark.parametrize("kind", ["zzz", "", 7, None, ["class"], "\ud800", "item" * 1_000_000], ids=range(7))
def test_a_kind_like_no_other_is_refused_with_all_of_them(kind: Any):
    assert refused(make_envelope(kind=kind))[0].startswith("kind: expected one of customer, supplier, item,")


@pytest.mark.parametrize(
    "key", ["INV/2024/07 Ä&?#", "a", "x" * 200, "日本 1", "a%2Fb", "'; --", "<b>", "...", ".a", "A\u0308"]
)
def test_a_key_may_hold_anything_printable(key: str):
    assert accepted(make_envelope(key=key)).ref.key == key


@pytest.mark.parametrize(
    "key",
    ["", "x" * 201, " a", "a ", "\u00a0a", "a\n", "a\tb", "a\x00", "\ud800", "a\u200bb", "a\u202eb", "\ue000", 7, {}],
    ids=ascii,
)
def test_a_key_that_nobody_could_type_again_is_refused(key: Any):
    (problem,) = refused(make_envelope(key=key))

    assert problem.startswith("key: expected text")
    assert problem.isprintable()


@pytest.mark.parametrize("key", [".", ".."])
def test_a_key_that_no_address_can_carry_is_refused(key: str):
    (problem,) = refused(make_envelope(key=key))

    assert problem.startswith("key: expected text that an address can carry")
    assert problem.endswith(f'got "{key}"')


@pytest.mark.parametrize("version", [1, 2**31 - 1])
def test_a_version_is_a_whole_number(version: int):
    assert accepted(make_envelope(version=version)).number == version


@pytest.mark.parametrize("version", [0, -1, 2**31, True, 1.0, "1", "", []])
def test_any_other_version_is_refused(version: Any):
    (problem,) = refused(make_envelope(version=version))

    assert problem.startswith("version: expected a whole number from 1 to 2147483647, got ")


@pytest.mark.parametrize(
    "moment",
    [
        "2024-02-29T12:00:00",
        "2024-02-29",
        "2023-02-29T12:00:00Z",
        "yesterday",
        1709208000,
        "",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:00:00-05:00",
        "2024-02-29T12:00:00Z\ud800",
    ],
    ids=ascii,
)
def test_a_time_without_an_offset_or_sense_is_refused(moment: Any):
    (problem,) = refused(make_envelope(changed_at=moment))

    assert problem.startswith('changed_at: expected a time with its offset such as "2024-02-29T12:00:00Z", got ')


def test_the_level_of_the_whole_company_is_no_entity():
    assert refused(make_envelope(entity="top")) == [
        'entity: expected the id of an entity, or nothing for the whole company, whose level is named top, got "top"'
    ]


@pytest.mark.parametrize("entity", ["x" * 65, " 100", "1\x0000", 100])
def test_an_entity_that_cannot_be_one_is_refused(entity: Any):
    assert refused(make_envelope(entity=entity))[0].startswith("entity: expected text ")


def test_all_that_is_wrong_is_named_at_once():
    problems = refused({"kind": "class", "version": 0, "entity": "top", "x": 1, "body": {"name": ""}})

    assert [problem.split(":")[0] for problem in problems] == ["x", "key", "version", "entity", "name"]


def test_an_envelope_without_a_body_is_refused():
    assert refused({"kind": "class", "key": "PAPER"}) == ["body: required"]


@pytest.mark.parametrize("raw", [[], "x", 7, None])
def test_what_is_no_object_is_no_envelope(raw: Any):
    assert refused(raw)[0].startswith("expected an object with kind, key and body, got ")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_nothing_at_all_breaks_the_reader(value: Any):
    for field in ("kind", "key", "version", "changed_at", "entity", "body", "x"):
        answer = read_envelope(make_envelope(**{field: value}))

        assert isinstance(answer, Envelope) or all(str(problem).isprintable() for problem in answer)


def test_whatever_is_read_can_be_hashed_and_encoded():
    body = {"name": "Ü😀", "big": 2**63 - 1, "deep": [{"a": [None, True, -0.0]}]}

    stored = accepted(make_envelope(body=body)).reading.stored

    assert len(content_hash("", stored)) == 32


@pytest.mark.skipif(not SAMPLE, reason="SYNCLINE_TEST_OBJECTS names no file of sample objects")
def test_the_sample_objects_are_accepted_as_they_are():
    for number, line in enumerate(Path(SAMPLE).read_bytes().splitlines(), 1):
        raw = decode_json(line)
        assert not isinstance(raw, Problem), (number, raw)

        envelope = accepted(raw)

        assert envelope.reading.stored == raw["body"], number
        assert envelope.reading.custom == (), number
