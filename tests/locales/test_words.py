"""Words of ours in another language, and what stands in them."""

from gettext import NullTranslations

import pytest
from jinja2 import DictLoader

from backend.domain.sentence import Number, Sentence, counted
from backend.web.drawing.compiling import Compiling
from backend.web.locales.choosing import asked_for
from backend.web.locales.words import ENGLISH, Words

KNOWN = {"Error": "Fehler", "%(what)s waits for %(whom)s": "%(what)s wartet auf %(whom)s", "customer": "Kunde"}
PLURALS = {"%(num)s waits": ("%(num)s wartet", "%(num)s warten")}


class Few(NullTranslations):
    """A catalog of a few words."""

    def gettext(self, message: str) -> str:
        return KNOWN.get(message, message)

    def ngettext(self, one: str, many: str, number: int) -> str:  # noqa: ARG002  # the signature of gettext
        return PLURALS[one][int(number != 1)]


GERMAN = Words("de", Few())


def test_a_sentence_is_english_to_who_does_not_ask() -> None:
    sentence = Sentence("%(what)s waits for %(whom)s", what="INV-1", whom=Sentence("customer"))

    assert sentence == "INV-1 waits for customer"
    assert f"{sentence}." == "INV-1 waits for customer."


def test_a_screen_says_it_in_its_own_language_and_what_stands_in_it_too() -> None:
    sentence = Sentence("%(what)s waits for %(whom)s", what="INV-1", whom=Sentence("customer"))

    assert GERMAN.said(sentence) == "INV-1 wartet auf Kunde"
    assert ENGLISH.said(sentence) == "INV-1 waits for customer"
    assert GERMAN.said("plain Error") == "plain Error"


def test_a_number_chooses_the_words_and_is_written_as_the_language_writes_it() -> None:
    one, many = (counted("%(num)s waits", "%(num)s wait", number) for number in (1, 12_345))

    assert [one, many] == ["1 waits", "12,345 wait"]
    assert [GERMAN.said(one), GERMAN.said(many)] == ["1 wartet", "12.345 warten"]
    assert GERMAN.say_number("%(num)s waits", "%(num)s wait", 12_345) == "12.345 warten"


def test_a_number_within_a_sentence_has_the_separators_of_its_reader() -> None:
    sentence = Sentence("%(what)s waits for %(whom)s", what=Number(12_345), whom=Number(1))

    assert sentence == "12,345 waits for 1"
    assert GERMAN.said(sentence) == "12.345 wartet auf 1"
    assert Words("fr").said(Number(12_345)) == "12\u202f345"


def test_a_template_says_a_sentence_wherever_it_stands_and_escapes_what_is_in_it() -> None:
    env = Compiling(loader=DictLoader({"page": '<p title="{{ it }}">{{ _("Error") }}: {{ it }}</p>'}), words=GERMAN)
    env.autoescape = True

    drawn = env.get_template("page").render(it=Sentence("%(what)s waits for %(whom)s", what='<b>"', whom="x"))

    said = "&lt;b&gt;&#34; wartet auf x"
    assert drawn == f'<p title="{said}">Fehler: {said}</p>'


@pytest.mark.parametrize(
    ("name", "written"), [("en", "-1,234,567.50"), ("de", "-1.234.567,50"), ("fr", "-1\u202f234\u202f567,50")]
)
def test_an_amount_is_written_as_the_language_writes_it_and_keeps_its_digits(name: str, written: str) -> None:
    assert Words(name).number("-1234567.50") == written


def test_a_label_within_a_sentence_is_small_but_in_german() -> None:
    assert Words("de").inside("Kunde") == "Kunde"
    assert Words("fr").inside("Client") == "client"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl, fr;q=0.3, es;q=0.7", "es"),
        ("ja,zh;q=0.5", "en"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("", "en"),
        ("*;q=rubbish,,;;;q=", "en"),
    ],
)
def test_a_browser_is_answered_in_the_first_language_it_asks_for_that_we_speak(header: str, language: str) -> None:
    assert asked_for(header) == language
