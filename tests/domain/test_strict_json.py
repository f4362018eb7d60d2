"""JSON from outside: what is decoded, and what is refused before anything is stored."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.ingest.strict_json import decode_json
from backend.domain.objects import Problem

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


def refused(data: bytes) -> str:
    answer = decode_json(data)
    assert isinstance(answer, Problem), answer
    return str(answer)


@given(JSON, st.booleans())
def test_sound_json_is_decoded_as_it_is(value: Any, ascii_only):
    assert decode_json(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")) == value


def test_a_byte_order_mark_is_skipped():
    assert decode_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_sixty_four_levels_are_enough(opening: str):
    closing = {"[": "]", "{": "}"}
    ends = "".join(closing[each] for each in reversed(opening) if each in closing)
    times = 64 // len(ends)

    assert not isinstance(decode_json((opening * times + "1" + ends * times).encode()), Problem)
    assert refused((opening * (times + 1) + "1" + ends * (times + 1)).encode()) == (
        "the JSON is nested deeper than 64 levels"
    )


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 99 + b"1" + b"]" * 99], ids=len)
def test_depth_is_refused_before_it_hurts(data: bytes):
    assert refused(data) == "the JSON is nested deeper than 64 levels"


def test_brackets_in_text_are_no_depth():
    value = {"a": "[" * 1000, "b": '{"' * 1000, "c": "\\", "d": "[{\\"}

    assert decode_json(json.dumps(value).encode()) == value


def test_many_objects_side_by_side_are_no_depth():
    value = [{"a": [n]} for n in range(1000)]

    assert decode_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize("data", [b"[" * 70 + b'"' + b'\\"' * 100_000, b"[" * 70 + b'"\\', b'"' * 99_999])
def test_a_text_that_never_ends_is_refused_in_one_pass(data: bytes):
    assert refused(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"total": "1.00", "total": "9.00"}', 'the field "total" stands twice in one object'),
        (b'[{"a": {"b": 1, "c": 2, "b": 1}}]', 'the field "b" stands twice in one object'),
        (rb'{"a": 1, "\u0061": 2}', 'the field "a" stands twice in one object'),
        (b"[NaN]", "NaN is no JSON number"),
        (b"[-Infinity]", "-Infinity is no JSON number"),
        (b"[1e400]", "the number 1e400 is too large"),
        (b"[9223372036854775808]", "the number 9223372036854775808 is too large: write it as text"),
        (b"1" * 100_000, f"the number {'1' * 40} is too large: write it as text"),
        (b'"\xff"', "not UTF-8: byte 2 fits no character"),
        (b'"\xed\xa0\x80"', "not UTF-8: byte 2 fits no character"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8: byte 1 fits no character"),
        (b"", "not JSON: Expecting value at line 1, column 1"),
        (b'{"a": 1', "not JSON: Expecting ',' delimiter at line 1, column 8"),
        (b'{"a": 1} {}', "not JSON: Extra data at line 1, column 10"),
        (b"{'a': 1}", "not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
    ],
    ids=range(15),
)
def test_a_surprise_is_refused_with_its_reason(data: bytes, sentence: str):
    assert refused(data) == sentence


def test_an_object_with_endless_fields_is_refused():
    data = json.dumps({str(n): n for n in range(1001)}).encode()

    assert refused(data) == "an object has 1001 fields: expected at most 1000"
