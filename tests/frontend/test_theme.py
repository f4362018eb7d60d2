"""Light and dark, as the system has it or as a person chose; and nothing that only a pointer may leave behind."""

import pytest
from playwright.sync_api import Browser, Page

from backend.web.people.choices import Choices
from tests.frontend.preview import Preview
from tests.frontend.screen import Screen

GROUND = "() => getComputedStyle(document.body).backgroundColor"
FACE = "(row) => getComputedStyle(row).backgroundColor"


def ground(page: Page) -> str:
    return str(page.evaluate(GROUND))


@pytest.mark.parametrize(("chosen", "system"), [("dark", "light"), ("light", "dark")])
def test_the_colours_that_a_person_chose_hold_whatever_the_system_has(screen: Screen, chosen: str, system: str) -> None:
    grounds = {}
    for theme in ("light", "dark"):
        screen.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
        grounds[theme] = ground(screen.page)
    screen.preview.choices = Choices(theme=chosen)
    screen.page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
    screen.open()

    assert grounds["light"] != grounds["dark"]
    assert ground(screen.page) == grounds[chosen]


def test_a_row_is_tinted_below_a_pointer_and_not_after_a_tap(browser: Browser, preview: Preview) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    phone = Screen(context.new_page(), preview)
    phone.open()
    phone.page.locator("#o-911 .changed").tap()
    tapped = faces(phone.page)
    context.close()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    desk = Screen(context.new_page(), preview)
    desk.open()
    desk.page.hover("#o-911 .kind")
    pointed = faces(desk.page)
    context.close()

    assert len(set(tapped)) == 1
    assert len(set(pointed)) == 2


def faces(page: Page) -> list[str]:
    """Of a row that the hand rests on, and of another."""
    assert page.locator("#o-911").evaluate("(row) => row.matches(':hover')")
    return [page.locator(one).evaluate(FACE) for one in ("#o-911", "#o-897")]
