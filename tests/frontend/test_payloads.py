"""Two hundred hostile texts, in every place where a screen shows what others wrote: text, each of them."""

import re

import pytest
from jinja2 import nodes
from lxml import html

from backend.domain.maps.csv_entries import read_csv, write_csv
from backend.web.drawing.templates import draw, make_environment
from tests.frontend.contexts import make_hostile_context
from tests.frontend.payloads import PAYLOADS
from tests.frontend.test_hostile import TABS
from tests.frontend.test_needs import FRAGMENTS, NAMES, source_of

ENV = make_environment("")
INSIDE = {
    one.template.value
    for name in NAMES
    for one in ENV.parse(source_of(name)).find_all((nodes.Include, nodes.Extends))
    if isinstance(one.template, nodes.Const)
}
SINKS = [(name, "overview") for name in FRAGMENTS if name not in INSIDE]  # who draws these draws all
SINKS += [("objects/drawer.html", tab) for tab in TABS]
CALM = "https://books.example/a-text-that-is-long-enough-for-a-title"  # a web address: it may become a link
LEADS = re.compile(r"/(?!/)|#|\?|https?://(books|erp|crm)\.example/")
LEADING = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "data-add")

Shape = set[tuple[str, str]]


def shape(drawn: str) -> tuple[Shape, list[str]]:
    """Which attributes stand on which tags, and where links and requests lead."""
    found = list(html.fromstring(f"<html><body>{drawn}</body></html>").iter("*"))
    attributes = {(one.tag, str(name)) for one in found for name in (*one.attrib, "")}
    return attributes, [str(one.attrib[name]) for one in found for name in LEADING if name in one.attrib]


@pytest.mark.parametrize(("name", "tab"), SINKS)
def test_no_hostile_text_becomes_more_than_text_on_a_screen(
    name: str, tab: str, contexts: list[tuple[str, dict[str, object]]]
) -> None:
    calm, _ = shape(draw(ENV, name, **make_hostile_context(CALM) | {"tab": tab}))

    for text, context in contexts:
        attributes, leads = shape(draw(ENV, name, **context | {"tab": tab}))

        assert attributes - calm == set(), text
        assert [one for one in leads if one not in ("", "true") and not LEADS.match(one)] == [], text


@pytest.fixture(scope="module")
def contexts() -> list[tuple[str, dict[str, object]]]:
    return [(text, make_hostile_context(text)) for text in PAYLOADS]


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(PAYLOADS)) == 200


def test_a_value_map_of_hostile_texts_is_the_same_after_its_file() -> None:
    entries = {text.strip(): text.strip() for text in PAYLOADS if text.isprintable()}

    assert read_csv(write_csv(entries).encode()) == entries
