"""Whatever the doctor finds has a place on its page."""

import pytest

from backend.domain.integrations.findings import About, Finding, Report, unwell
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.web.drawing.templates import draw, make_environment
from backend.web.integrations.places import places_of
from tests.frontend.contexts import make_context
from tests.frontend.markup import Markup


@pytest.mark.parametrize("about", About)
@pytest.mark.parametrize("who", Who)
def test_each_finding_says_what_it_is_about_and_what_to_do_next(about: About, who: Who) -> None:
    found = unwell(about, Health(ok=False, sentence="It is not well.", who=who), "Books & Co", stuck=["item"])
    places = places_of(Report((found, Finding(about=about, ok=True, sentence="This is well."))))

    text = Markup.of(draw(make_environment(""), "integrations/doctor.html", **make_context(places=places))).text

    assert "It is not well." in text
    assert found.next_step in text
    assert "Item" in text


def test_what_is_about_no_level_stands_first_and_kinds_that_are_well_share_a_line() -> None:
    kinds = [Finding(about=About.KIND, ok=True, sentence="", level="100", kind=kind) for kind in ("item", "customer")]
    late = Finding(about=About.SIGN_IN, ok=False, sentence="Not asked at entity 200")

    places = places_of(Report((*kinds, late)))

    assert [(one.level, len(one.findings), list(one.well)) for one in places] == [
        ("", 1, []),
        ("100", 0, ["item", "customer"]),
    ]
