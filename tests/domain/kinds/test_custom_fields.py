"""Fields that nobody here knows are kept, named, and never hostile."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.kinds.body.shape import Field
from tests.domain.kinds.bodies import ALL_PLACES, Place, accepted, make_body, make_invoice, put, refused, written

TEXT = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter(bool), inner, max_size=3),
    max_leaves=8,
)
CONTROL = [chr(each) for each in (*range(32), *range(127, 160)) if chr(each) not in "\t\n\r"]
HOSTILE = [*CONTROL, "\ud800", "\udfff", "\ufffe", "\uffff"]


@given(st.sampled_from([each for each in ALL_PLACES if each[2].name != "custom"]), JSON)
def test_an_unknown_field_at_any_depth_is_kept_beside_its_neighbours(at: tuple[str, Place, Field], value: Any):
    kind, place, _ = at
    unknown = (*place[:-1], "x_color")
    body = put(make_body(kind), unknown, value)

    reading = accepted(kind, body)

    assert reading.custom == (written(unknown),)
    assert reading.stored == put(make_body(kind), (*place[:-1], "custom"), {"x_color": value})


def test_unknown_fields_of_head_and_lines_are_named_by_path():
    body = make_invoice("1.00", total="1.00", **{"color": "blue", "ship to": {"a": 1}})
    body["lines"][0]["weight"] = 3.5

    reading = accepted("sales_invoice", body)

    assert sorted(reading.custom) == ['["ship to"]', "color", "lines[0].weight"]
    assert reading.stored["custom"] == {"color": "blue", "ship to": {"a": 1}}
    assert reading.stored["lines"][0] == {"amount": "1.00", "custom": {"weight": 3.5}}


def test_the_body_that_was_given_is_not_changed():
    body = make_invoice("1.00", total="1.00", color="blue", custom={"size": "L"})

    accepted("sales_invoice", body)

    assert body == make_invoice("1.00", total="1.00", color="blue", custom={"size": "L"})


def test_custom_fields_sent_as_such_are_joined_with_unknown_ones():
    reading = accepted("class", {"name": "Paper", "color": "blue", "custom": {"size": "L", "color": "blue"}})

    assert reading.stored == {"name": "Paper", "custom": {"size": "L", "color": "blue"}}
    assert reading.custom == ("color",)


def test_a_field_given_twice_with_other_content_is_refused():
    problems = refused("class", {"name": "Paper", "color": "blue", "custom": {"color": "red"}})

    assert problems == ["color: given twice: other content stands in custom"]


def test_custom_that_is_no_object_is_refused():
    assert refused("class", {"name": "Paper", "custom": "blue"}) == [
        'custom: expected an object with fields, got "blue"'
    ]


@pytest.mark.parametrize("character", HOSTILE, ids=ascii)
def test_hostile_characters_are_refused_wherever_they_stand(character: str):
    text = f"a{character}b"
    body = make_invoice("1.00", total="1.00", reference=text, description=text, color=[{"x": text}])
    body["lines"][0]["item"] = text

    fields = [problem.split(":")[0] for problem in refused("sales_invoice", body)]

    assert sorted(fields) == ["color[0].x", "description", "lines[0].item", "reference"]


@pytest.mark.parametrize("character", ["\t", "\n", "\r"], ids=ascii)
def test_line_ends_and_tabs_stand_in_long_text_only(character: str):
    text = f"a{character}b"
    body = make_invoice("1.00", total="1.00", description=text, color=text)

    assert accepted("sales_invoice", body).stored["description"] == text
    assert refused("sales_invoice", body | {"reference": text}) == [
        f"reference: expected text without the control character U+{ord(character):04X}"
    ]


@pytest.mark.parametrize("name", ["", "a\x00", "a\nb", "\ud800", "x" * 201], ids=ascii)
def test_a_field_name_that_cannot_be_shown_is_refused(name: str):
    for body in ({name: 1}, {"color": {name: 1}}, {"custom": {name: 1}}):
        (problem,) = refused("class", {"name": "Paper", **body})

        assert problem.endswith(": expected a field name of 1 to 200 printable characters")
        assert problem.isprintable()


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=200).filter(str.strip))
def test_any_other_text_is_kept_character_by_character(text: str):
    assert accepted("class", {"name": text, "note": text}).stored == {"name": text, "custom": {"note": text}}


@given(st.text(st.characters(), max_size=30))
def test_no_text_at_all_breaks_the_reader(text: str):
    for body in ({"name": text}, {"name": "Paper", "parent": text, text: text}, {"custom": {text: [text]}}):
        refusals = accepted_or_refused(body)

        assert all(refusal.isprintable() for refusal in refusals)


def accepted_or_refused(body: dict[str, Any]) -> list[str]:
    try:
        return list(accepted("class", body).custom)
    except AssertionError:
        return refused("class", body)


def test_composed_and_decomposed_letters_stay_apart():
    composed, decomposed = "Ångström", "A\u030angstro\u0308m"

    assert accepted("class", {"name": decomposed}).stored["name"] == decomposed != composed


def test_a_text_longer_than_its_field_is_refused_and_shown_cut():
    (problem,) = refused("class", {"name": "x" * 201})

    assert problem.startswith('name: expected text of 1 to 200 characters, not only blanks, got "xxx')
    assert len(problem) < 150


@pytest.mark.parametrize("half", ["\ud800", "x\udfff", ["\ud800"], {"a": "\udfff"}], ids=ascii)
def test_half_a_character_is_refused_by_its_field_wherever_it_stands(half: Any):
    for kind, place, _ in ALL_PLACES:
        problems = refused(kind, put(make_body(kind), place, half))

        assert any(problem.startswith(written(place)) for problem in problems), (kind, place, problems)
        "; ".join(problems).encode()
