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


def test_r_reads_the_list_anew_and_keeps_the_ticks(screen: Screen) -> None:
    screen.tick([912])

    with screen.page.expect_response("**/objects"):
        strike(screen, "r")

    assert screen.ticked() == [912]


def test_j_and_k_go_from_object_to_object_wherever_the_hand_is_but_in_a_row(screen: Screen) -> None:
    title = screen.page.locator("#drawer-key")
    screen.open("/integrations/1/objects/sales_invoice/SI-10911")
    strike(screen, "j")  # the hand is nowhere: the page was just opened
    expect(title).to_have_text("HUNGO")
    expect(title).to_be_focused()
    strike(screen, "k")
    expect(title).to_have_text("SI-10911")

    screen.page.locator("#p-909").focus()
    strike(screen, "k")

    expect(screen.page.locator("#k-910")).to_be_focused()
    expect(title).to_have_text("SI-10911")


def test_the_details_stay_at_the_first_object_and_no_key_turns_the_page_behind_them(screen: Screen) -> None:
    title, before = screen.page.locator("#drawer-key"), screen.keys()
    screen.page.locator("#k-912").click()
    expect(title).to_be_focused()
    asked = len(screen.preview.asked)

    strike(screen, "k", "n", "p", "Space", "Shift+ArrowDown")

    screen.page.wait_for_timeout(300)  # time enough for an answer to turn something
    expect(title).to_have_text("SI-10912")
    expect(title).to_be_focused()
    assert (screen.keys(), screen.ticked()) == (before, [])
    assert not [one for one in screen.preview.asked[asked:] if "/objects" in one]
    strike(screen, "Escape", "n")
    expect(screen.page.locator("#previous-page, #first-page").first).to_be_visible()


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
