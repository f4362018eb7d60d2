"""What holds for each kind, tried on its example and each of its fields."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.kinds.body.shape import Field
from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.text import Sort
from backend.domain.kinds.reading import Reading
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Category
from tests.domain.kinds.bodies import (
    ALL_PLACES,
    Place,
    accepted,
    make_body,
    put,
    read,
    refused,
    refused_fields,
    written,
)
from tests.domain.kinds.examples import EXAMPLES

WRONG: dict[str, list[Any]] = {
    "amount": [12.5, 12, True, "12,50", "1e3", "NaN", "٣.٥٠", "12.50\n", "+1.00", "007.00", "1" * 15, [], {}],
    "unit_price": [9.99, "1.2345678", "9.99 EUR"],
    "quantity": [10, "ten", "1.2345678"],
    "discount_percent": [5, "101", "-1", "5%"],
    "exchange_rate": [1.1, "0", "0.00", "-1"],
    "date": ["2023-02-29", "2024-02-29T00:00:00", "2024-02-29T00:00:00Z", "29.02.2024", "2024-2-9", 20240229],
    "currency": ["EURO", "eur", "XYZ", 978],
    "country": ["NOR", "no", "XX", 47],
    "status": ["Active", "deleted", 1],
    "use": ["home"],
    "type": ["other"],
    "due_days": [-1, 3651, "30", 1.5, True],
}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def wrong_values(field: Field) -> list[Any]:
    if field.sort is Sort.AMOUNT:
        return WRONG["amount"]
    if field.sort is Sort.KEY:
        return [7, " C1", "C1 ", "C\t1", "C\u200b1", "C" * 201]
    if "date" in field.name:
        return WRONG["date"]
    return WRONG.get(field.name, [7.5, {"a": 1}] if not field.part else ["text", 7])


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_example_of_a_kind_is_stored_as_it_is(kind: Kind):
    reading = accepted(kind.name, make_body(kind.name))

    assert reading.stored == EXAMPLES[kind.name]
    assert reading.custom == ()
    assert type(reading.body) is kind.body


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stored_loads_as_what_was_read(kind: str):
    reading = accepted(kind, make_body(kind, color="blue"))

    assert msgspec.convert(reading.stored, KINDS[kind].body) == reading.body


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stored_can_be_read_again(kind: str):
    stored = accepted(kind, make_body(kind, color="blue")).stored

    assert accepted(kind, stored).stored == stored


@pytest.mark.parametrize(("kind", "place", "field"), ALL_PLACES)
def test_a_field_of_the_wrong_form_is_refused_by_its_path(kind: str, place: Place, field: Field):
    for value in wrong_values(field):
        fields = refused_fields(kind, put(make_body(kind), place, value))

        assert fields == [written(place)], value


@pytest.mark.parametrize(("kind", "place", "field"), [each for each in ALL_PLACES if each[2].required])
def test_a_required_field_is_missed_by_its_path(kind: str, place: Place, field: Field):
    for empty in (None, "") if not field.part else (None, []):
        assert refused_fields(kind, put(make_body(kind), place, empty)) == [written(place)]


@pytest.mark.parametrize(
    ("kind", "place"),
    # a discount's days and share stand together or not at all
    [(kind, place) for kind, place, field in ALL_PLACES if not field.needed and "discount_" not in str(place)],
)
def test_an_optional_field_left_empty_counts_as_not_given(kind: str, place: Place):
    with_null = accepted(kind, put(make_body(kind), place, None))
    with_nothing = accepted(kind, put(make_body(kind), place, ""))

    assert with_null.stored == with_nothing.stored != EXAMPLES[kind]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_documents_have_money_and_a_counterparty_and_master_data_has_no_money(kind: Kind):
    body = accepted(kind.name, make_body(kind.name)).body
    money = kind.money(body)

    assert (money is not None) is (kind.category is Category.FINANCE)
    assert kind.name == "journal_entry" or money is None or kind.counterparty(body) in ("C001", "S001")


def test_a_kind_stands_under_its_own_name_with_its_words():
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.label == name.replace("_", " ").capitalize()
        assert kind.plural[:4] == kind.label[:4]


def test_a_body_that_is_no_object_is_refused():
    assert refused("class", ["Paper"]) == ["expected an object with fields, got a list"]


@given(st.sampled_from(ALL_PLACES), ANYTHING)
def test_nothing_in_any_place_breaks_the_reader(at: tuple[str, Place, Field], value: Any):
    kind, place, _ = at

    answer = read(kind, put(make_body(kind), place, value))

    assert isinstance(answer, Reading) or all(str(problem).isprintable() for problem in answer)
