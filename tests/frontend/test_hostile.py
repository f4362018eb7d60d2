"""Text from other people is text, wherever it is shown."""

import pytest

from backend.web.drawing.templates import draw, make_environment
from tests.frontend.contexts import make_context, make_hostile_context
from tests.frontend.markup import Markup
from tests.frontend.sample import HOSTILE, make_rows
from tests.frontend.test_needs import FRAGMENTS

ENV = make_environment("")
TABS = ["overview", "content", "changes", "attempts", "exchange", "audit", "will_send"]


@pytest.mark.parametrize("name", FRAGMENTS)
def test_hostile_text_makes_no_tag_and_no_attribute(name: str) -> None:
    for tab in TABS:
        calm = Markup.of(draw(ENV, name, **make_context(tab=tab)))
        hostile = Markup.of(draw(ENV, name, **make_hostile_context(HOSTILE) | {"tab": tab}))

        assert hostile.names.count("script") == calm.names.count("script")
        assert "img" not in hostile.names
        assert not [word for word in hostile.attributes if word.startswith("on")]
        assert "/evil" not in hostile.values("hx-get")


@pytest.mark.parametrize(
    "name", ["objects/index.html", "objects/drawer.html", "objects/list/_row.html", "errors/page.html"]
)
def test_hostile_text_is_shown_as_it_was_written(name: str) -> None:
    drawn = Markup.of(draw(ENV, name, **make_hostile_context(HOSTILE)))

    assert HOSTILE in drawn.text


def test_only_web_addresses_become_links_of_a_fragment() -> None:
    ways = {row.remote_url: row for row in make_rows() if row.status == "success" and row.remote_url}
    drawn = [Markup.of(draw(ENV, "fragments/object.html", **make_context(row))) for row in ways.values()]

    assert len(ways) > 1
    shown = {href for one in drawn for href in one.values("href")}
    assert {url for url in ways if url in shown} == {url for url in ways if url.startswith("https:")}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_only_web_addresses_become_links(name: str) -> None:
    for tab in TABS:
        drawn = Markup.of(draw(ENV, name, **make_hostile_context("javascript:alert(1)") | {"tab": tab}))

        assert [one for one in drawn.values("href") if one.lower().startswith("javascript:")] == []
