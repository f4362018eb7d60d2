"""What is stored in English, or comes from a connector, is said to each reader in their language: else a German reads
English among German. What others wrote in it stays as it came."""

import re

import pytest

from backend.connectors.sage_intacct.causes.rule import Rule
from backend.connectors.sage_intacct.causes.tables import TABLES
from backend.connectors.sage_intacct.errors import _FIELD
from backend.domain.line.standing import Standing, Stands
from backend.domain.objects import Problem
from backend.domain.recalling import LONGEST, OURS
from backend.domain.sentence import Sentence
from backend.web.locales.catalogs import words_of
from backend.web.locales.words import ENGLISH
from tests.locales.catalogs import OTHERS, kept

FORMS = sorted(kept())
RULES = list(dict.fromkeys(rule for table in TABLES.values() for rule in table if rule.sentence != "{told}"))
VALUE = re.compile(r"%\((\w+)\)s")
NUMBERS = {"num": "12", "counted": "7", "shown": "3", "status": "500", "version": "4"}
HOSTILE = '<script>alert(1)</script> %(told)s {x} "Nothing seen yet" ; Nothing seen yet. '


def filled(form: str) -> str:
    """As it would be stored."""
    return form % dict(values(form))


def values(form: str) -> list[tuple[str, str]]:
    return [(name, NUMBERS.get(name, f"X-{place}")) for place, name in enumerate(VALUE.findall(form))]


@pytest.mark.parametrize("name", OTHERS)
def test_every_sentence_that_is_stored_is_said_in_the_language_of_its_reader(name: str) -> None:
    said = {form: words_of(name).known(f"No connection: {filled(form)}") for form in FORMS}

    assert [form for form, it in said.items() if it.endswith(f": {filled(form)}")] == []
    assert [form for form, it in said.items() if not all(value in it for _, value in values(form))] == []


@pytest.mark.parametrize("name", OTHERS)
def test_so_is_one_that_stands_alone_unless_it_is_only_said_within_another(name: str) -> None:
    words = words_of(name)
    english = [form for form in FORMS if words.known(filled(form)) == filled(form)]

    assert all(len(VALUE.sub("", form)) < 12 for form in english), english


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.cause)
def test_an_error_that_is_known_is_said_in_german_with_what_stands_in_it(rule: Rule) -> None:
    kept_so = _FIELD.sub("4711", rule.sentence)
    said = [words_of("de").known(one) for one in (kept_so, rule.next_step)]

    assert said[0] != kept_so
    assert said[0].count("4711") == kept_so.count("4711")
    assert said[1] != rule.next_step


@pytest.mark.parametrize(
    ("stored", "german"),
    [
        (
            "Intacct cannot be reached: No answer within 60 seconds",
            "Intacct ist nicht erreichbar: Keine Antwort binnen 60 Sekunden",
        ),
        (
            "Waiting for sales invoice INV-1 and 3 more, which were not received yet",
            "Wartet auf Verkaufsrechnung INV-1 und 3 weitere, die noch nicht eingegangen sind",
        ),
        (
            "It was deleted at the third party. It differs in name and total. Nothing was sent over it",
            "Es wurde im Zielsystem gelöscht. Es weicht ab in Name und Gesamt. Nichts wurde überschrieben",
        ),
        (
            'Line 2, class: Class X has no entry in the value map "accounts"',
            "Zeile 2, Klasse: Klasse X hat keinen Eintrag in der Wertetabelle „Konten“",
        ),
        ("The id 5 is unknown", "The id 5 is unknown"),
        ("Error", "Error"),
        ("", ""),
    ],
)
def test_parts_are_said_too_and_what_is_not_ours_stays(stored: str, german: str) -> None:
    assert words_of("de").known(stored) == german
    assert ENGLISH.known(stored) == stored


@pytest.mark.parametrize(
    ("field", "german"),
    [
        ("lines[1].unit_price", "Zeile 2, Einzelpreis"),  # of a body
        ("line 3, value", "Zeile 3, Wert"),  # of a file
        ("line 3", "Zeile 3"),
        ("lines[0].VAT code", "Zeile 1, VAT code"),  # not ours
    ],
)
def test_a_refusal_names_its_line_and_field_in_the_language_of_its_reader(field: str, german: str) -> None:
    told = Problem(field, Sentence("required")).told

    assert words_of("de").said(told) == f"{german}: {words_of('de').said(Sentence('required'))}"
    assert words_of("fr").said(told).startswith("Ligne ")
    assert ENGLISH.said(told).startswith("Line ")


@pytest.mark.parametrize("name", OTHERS)
def test_hostile_text_in_a_sentence_stays_as_it_came(name: str) -> None:
    for form in FORMS:
        if [one for one, _ in values(form)] == ["told"]:
            assert HOSTILE in words_of(name).known(form % {"told": HOSTILE}), form


@pytest.mark.parametrize("text", ["a: ", "No connection: ", "Nothing seen yet. ", "x. ; ", "Line 1, total: ", "is a; "])
def test_a_chain_without_end_is_said_as_far_as_it_makes_sense(text: str) -> None:
    whole = text * (LONGEST // len(text))

    assert words_of("fr").known(whole)
    assert words_of("fr").known(whole * 2) == whole * 2


def test_a_sentence_says_in_its_language_why() -> None:
    standing = Standing(stands=Stands.DOWN, why="No answer within 5 seconds")

    assert words_of("de").said(standing.sentence) == "Antwortet nicht: Keine Antwort binnen 5 Sekunden"
    assert words_of("de").said(Sentence("Held: %(why)s", why="Month end")).endswith(": Month end")


def test_what_is_somebody_elses_is_never_a_value_of_ours() -> None:
    assert {"told", "text", "key", "code", "value", "number", "name", "object"} & OURS == set()
