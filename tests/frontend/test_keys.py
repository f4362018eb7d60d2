"""The list by keyboard: what each key does, what the help says, and that single keys can be switched off."""

from playwright.sync_api import expect

from backend.web.people.choices import Choices
from tests.frontend.preview import Preview
from tests.frontend.screen import Screen


def strike(screen: Screen, *keys: str) -> None:
    for key in keys:
        screen.page.keyboard.press(key)


def test_shift_and_arrows_tick_from_row_to_row_and_space_takes_a_tick_away(screen: Screen) -> None:
    strike(screen, "j", "Shift+ArrowDown", "Shift+ArrowDown")
    assert screen.ticked() == [912, 911, 910]

    strike(screen, "Space")

    assert screen.ticked() == [912, 911]


def test_the_help_opens_and_escape_closes_it_and_nothing_else(screen: Screen) -> None:
    strike(screen, "j", "Enter")
    expect(screen.page.locator("#drawer:not([hidden])")).to_be_visible()
    strike(screen, "?")
    expect(screen.page.get_by_role("dialog", name="Keyboard")).to_be_visible()

    strike(screen, "x", "Escape")

    expect(screen.page.locator("#keys")).to_be_hidden()
    expect(screen.page.locator("#drawer:not([hidden])")).to_be_visible()
    assert screen.ticked() == []
    screen.page.locator("#show-keys").click()
    expect(screen.page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def test_escape_closes_an_open_menu_and_leaves_the_hand_where_it_was(screen: Screen) -> None:
    menu = screen.page.locator("#columns summary")
    menu.click()
    screen.page.locator("#choose-columns [value=kind]").focus()

    strike(screen, "Escape")

    expect(screen.page.locator("#choose-columns")).to_be_hidden()
    expect(menu).to_be_focused()


def test_g_and_e_show_the_errors_and_e_alone_does_nothing(screen: Screen) -> None:
    strike(screen, "e")
    assert "status" not in screen.page.url

    strike(screen, "g", "e")

    expect(screen.page.locator("#chip-error")).to_have_attribute("aria-current", "true")
    assert screen.page.url.endswith("?status=error")


def test_what_is_typed_in_a_field_is_text(screen: Screen) -> None:
    strike(screen, "/", "j", "x", "?")

    expect(screen.page.locator("#filter-key")).to_have_value("jx?")
    expect(screen.page.locator("#keys")).to_be_hidden()


def test_who_switched_single_keys_off_keeps_those_that_are_no_character(screen: Screen, preview: Preview) -> None:
    preview.choices = Choices(single_keys=False)
    screen.open()
    strike(screen, "j", "x", "?", "g", "e")
    assert screen.ticked() == []
    expect(screen.page.locator("#keys")).to_be_hidden()
    assert "status" not in screen.page.url

    screen.page.focus("#k-912")
    strike(screen, "Shift+ArrowDown")

    assert screen.ticked() == [912, 911]
