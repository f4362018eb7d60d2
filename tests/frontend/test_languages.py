"""No screen says in English what it could say in its reader's language: every text of every template, drawn twice."""

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from backend.web.drawing.templates import draw, make_environment
from backend.web.locales.catalogs import words_of
from tests.frontend.contexts import make_hostile_context
from tests.frontend.sample import HOSTILE, make_rows
from tests.frontend.shown.detail import make_body
from tests.frontend.test_hostile import TABS
from tests.frontend.test_needs import FRAGMENTS
from tests.locales.catalogs import OTHERS, messages, read

ENVIRONMENTS = {name: make_environment("", words_of(name)) for name in ("en", *OTHERS)}
READ = ("title", "placeholder", "aria-label", "aria-description", "alt", "data-done", "data-fresh", "data-stale")
CODE = ("code", "pre", "script", "style", "time", "kbd")
STANDS = "Ω"  # wherever people, the ERP or a third party are quoted
WORD = re.compile(r"[A-Za-z]{3,}")


class Read(HTMLParser):
    """What a person reads or hears of a page, piece by piece; without code."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: set[str] = set()
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CODE:
            self._open.append(tag)
        self.pieces |= {" ".join(value.split()) for name, value in attrs if name in READ and value}

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.pieces.add(" ".join(data.split()))


@cache
def pieces(language: str, name: str) -> set[str]:
    tabs = TABS if name in ("objects/drawer.html", "objects/show.html") else TABS[:1]
    contexts = [make_hostile_context(STANDS) | {"tab": tab} for tab in tabs]
    found = set().union(*(Read(draw(ENVIRONMENTS[language], name, **context)).pieces for context in contexts))
    return {one for one in found if WORD.search(one)}


@cache
def alike(language: str) -> set[str]:
    """Texts that this language says with the same words."""
    known = messages(read(language)).items()
    return {text.lower() for text, one in known if isinstance(text, str) and text == one.string}


def without_data(piece: str) -> str:
    """`Cause 12 · Ω – Syncline` is about a cause."""
    return " ".join(re.sub(rf"{STANDS}|Syncline|[\d·–:./,+]", " ", piece).split())


def names_of(value: Any) -> set[str]:
    """Of fields, as the drawer shows them beside ours, and what stands in them."""
    if isinstance(value, dict):
        return set().union(*({str(name)} | names_of(inner) for name, inner in value.items()))
    return set().union(*map(names_of, value)) if isinstance(value, list) else {str(value)}


NAMES = {"street", "false", "lines class", "customer", "due_on", "entity", "list", "more", "harvest, export", HOSTILE}
DATA = {without_data(one) for one in NAMES | names_of(make_body(make_rows()[0]))}
SAMPLE = {  # what stands for words of connectors and refusals
    *("Payment term has no entry", "Payment terms", "No object would differ", "Expected another got", "name"),
    *("Settings and secrets are there and can be used", "Code expected text got", "erp-prod"),
    *("Europe Berlin", "Deutsch", "English", "HTTP", "UTC", "CSV", "USD"),
}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", FRAGMENTS)
def test_no_text_of_a_screen_is_the_english_one_unless_it_is_called_the_same(name: str, language: str) -> None:
    same = {without_data(one) for one in pieces("en", name) & pieces(language, name)} - {""}

    assert [one for one in same - SAMPLE - DATA if one.lower() not in alike(language)] == []
