"""What a press did is said at the foot of the page, for as long as it can be undone."""

from playwright.sync_api import expect

from tests.frontend.screen import Screen


def test_undo_is_offered_for_as_long_as_the_server_says_and_goes_then(screen: Screen) -> None:
    screen.preview.undo = 40
    screen.page.clock.install()
    screen.open()
    screen.tick([910])
    screen.page.locator("#press-synchronize").click()
    expect(screen.page.get_by_role("button", name="Undo")).to_be_visible()

    screen.page.clock.fast_forward(30_000)
    screen.page.wait_for_timeout(200)  # time enough to go too soon
    expect(screen.page.get_by_role("button", name="Undo")).to_be_visible()
    screen.page.clock.fast_forward(15_000)

    expect(screen.page.locator("toast-line.toast")).to_have_count(0)


def test_a_message_is_closed_by_its_button(screen: Screen) -> None:
    screen.tick([910])
    screen.page.locator("#press-synchronize").click()

    screen.page.locator("toast-line.toast").get_by_role("button", name="Close").click()

    expect(screen.page.locator("toast-line.toast")).to_have_count(0)
