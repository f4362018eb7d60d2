"""Sentences of ours that were kept as text are found again by their form, whatever stands in them."""

import pytest

from backend.domain.recalling import LONGEST, Recalling
from backend.domain.sentence import Sentence

RECALLED = Recalling(
    [
        "Intacct has no %(kind)s %(value)s.",
        "Intacct has no %(kind)s %(value)s: it was deleted there.",
        "Intacct cannot be reached: %(why)s",
        "No answer within %(num)s seconds",
        "The record is in use.",
        "%(told)s",
    ]
)


def test_a_text_is_the_same_text_and_what_stands_in_it_is_known() -> None:
    found = RECALLED("Intacct has no customer C-014.")

    assert isinstance(found, Sentence)
    assert found == "Intacct has no customer C-014."
    assert (found.text, found.values) == ("Intacct has no %(kind)s %(value)s.", {"kind": "customer", "value": "C-014"})


def test_the_form_with_most_words_of_its_own_is_the_one() -> None:
    found = RECALLED("Intacct has no customer C-014: it was deleted there.")

    assert isinstance(found, Sentence)
    assert found.text.endswith("it was deleted there.")


def test_a_sentence_within_another_is_found_too() -> None:
    kept, made = (
        "Intacct cannot be reached: No answer within 60 seconds",
        Sentence("%(what)s!", what="The record is in use."),
    )
    within = [RECALLED(kept), RECALLED(made)]

    assert [[type(one) for one in found.values.values()] for found in within] == [[Sentence], [Sentence]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Somebody else's words",
        "Intacct has no customer",
        "Intacct has no .",
        "No answer within  seconds",
        "%(told)s",
    ],
)
def test_what_is_not_ours_stays_as_it_is(text: str) -> None:
    assert RECALLED(text) is text


def test_a_text_that_is_too_long_to_be_ours_is_not_looked_at() -> None:
    text = f"Intacct has no {'customer ' * LONGEST}."

    assert RECALLED(text) is text
