"""Bad answers, no answers, slow ones, sessions that end, two people at once, hostile texts: the screen stays right."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.access.walking import pages
from tests.browser.desk import Desk
from tests.browser.journeys.errors import know_terms
from tests.browser.operator import RING, Operator, Seats
from tests.frontend.payloads import PAYLOADS

FOREIGN = "<html><body><h1>Bad day at the proxy</h1><form><input type=password></form></body></html>"
OURS = "**/integrations/1/**"
STRANGE = (
    "() => document.querySelectorAll('img, iframe, object, base, meta[http-equiv], main style, main script').length"
)
KEYS = [text for text in PAYLOADS if text.isprintable() and text == text.strip()]
Act = Callable[[Operator], None]


def answered(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, content_type="text/html", body=FOREIGN)


DAYS: dict[str, tuple[Callable[[Route], None], str]] = {
    "a 500": (answered(500), "Syncline could not answer (500). Nothing on this page was changed."),
    "a page of a proxy": (answered(502), "Syncline could not answer (502). Nothing on this page was changed."),
    "a lost server": (lambda route: route.abort(), "No answer from Syncline. What you see may be old"),
}
ACTS: dict[str, Act] = {
    "a filter": lambda one: one.page.fill("#filter-key", "BAD-001"),
    "a chip": lambda one: one.page.click("#chip-error"),
    "the details": lambda one: one.row("BAD-000").get_by_role("link", name="BAD-000", exact=True).click(),
    "a press": lambda one: one.page.click("#press-synchronize"),
}


@pytest.fixture(scope="module", autouse=True)
def keys(desk: Desk) -> list[str]:
    return desk.customers("BAD-", 3)[::-1]


def begin(operator: Operator) -> None:
    """With an object ticked, so that there is something to press."""
    operator.open("?key=BAD-")
    operator.tick("BAD-002")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("1")


@pytest.mark.parametrize("day", DAYS)
def test_whatever_is_asked_for_on_a_bad_day_the_list_stays_says_so_and_goes_on_afterwards(
    desk: Desk, operator: Operator, keys: list[str], day: str
) -> None:
    answer, sentence = DAYS[day]
    page, rows = operator.page, operator.page.locator("#rows .key a")
    for what, act in ACTS.items():
        begin(operator)
        page.route(OURS, answer)
        act(operator)
        expect(operator.toast.filter(has_text=sentence), what).to_have_count(1)
        expect(rows, what).to_have_text(keys)
        assert operator.ticked() == ["BAD-002"], what
        expect(page.get_by_text("Bad day at the proxy"), what).to_have_count(0)
        expect(page.locator("[type=password]"), what).to_have_count(0)
        expect(operator.drawer, what).to_have_count(0)

        page.unroute_all()
        page.fill("#filter-key", "BAD-001")
        page.press("#filter-key", "Enter")
        expect(rows, what).to_have_text(["BAD-001"])
    assert desk.ask("SELECT id FROM sync") == []


@pytest.mark.parametrize("what", ACTS)
def test_a_sign_in_that_ended_leads_to_the_sign_in_page_from_whatever_is_asked_for(
    operator: Operator, what: str
) -> None:
    begin(operator)
    operator.page.context.clear_cookies()

    ACTS[what](operator)

    expect(operator.page).to_have_url(re.compile(r"/sign-in\?next=.*BAD"))
    expect(operator.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(operator.page.locator("#grid")).to_have_count(0)


def test_causes_stay_through_bad_polls_and_say_how_old_they_are(desk: Desk, operator: Operator) -> None:
    page, poller = operator.page, operator.page.locator("#poller")
    page.goto(f"{desk.url}integrations/1/causes")
    page.route("**/causes/rows?*", answered(502))
    for _ in range(3):
        assert operator.poll().status == 502

    expect(poller).to_contain_text("No answer: showing data from")
    expect(page.locator("#groups")).to_be_visible()
    expect(page.get_by_text("Bad day at the proxy")).to_have_count(0)
    page.unroute_all()
    operator.poll()
    expect(poller).to_contain_text("Updated")


def test_a_filter_that_takes_too_long_says_so_and_what_to_leave_out(
    desk: Desk, operator: Operator, keys: list[str]
) -> None:
    operator.open("?kind=customer&key=BAD-")
    empty = operator.page.locator("#empty")

    with desk.locked("binding_message"):
        operator.page.fill("#filter-message", "nobody said this")
        expect(empty).to_contain_text("what this filter finds takes too long", timeout=20_000)
        expect(operator.page.locator("#chips b")).to_have_count(0)  # no number is made up
    operator.page.get_by_role("link", name="Leave out nobody said this").click()

    expect(operator.page.locator("#rows .key a")).to_have_text(keys)


def test_a_tick_that_is_taken_away_while_a_poll_is_on_its_way_stays_away(
    desk: Desk, operator: Operator, keys: list[str]
) -> None:
    begin(operator)
    operator.tick("BAD-001")
    held: list[Route] = []
    operator.page.route("**/rows?*", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    desk.customer("BAD-000", 2)
    with operator.page.expect_request("**/rows?*"):
        operator.page.evaluate(RING)

    operator.row("BAD-002").get_by_role("checkbox").uncheck()
    for route in held:
        route.continue_()
    operator.page.unroute_all()
    operator.poll_until(operator.row("BAD-000").locator(".version").filter(has_text="2"))

    assert operator.ticked() == ["BAD-001"]
    expect(operator.page.locator("#press-synchronize b")).to_have_text("1")


def test_of_two_filters_the_later_one_is_shown_though_its_answer_comes_first(desk: Desk, operator: Operator) -> None:
    desk.customers("LATE-", 1)
    operator.open()
    held: list[Route] = []
    operator.page.route("**/objects?*key=BAD*", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    with operator.page.expect_request("**/objects?*key=BAD*"):
        operator.page.fill("#filter-key", "BAD-")

    operator.page.fill("#filter-key", "LATE-")
    expect(operator.page.locator("#rows .key a")).to_have_text(["LATE-000"])
    for route in held:
        route.continue_()
    operator.page.wait_for_timeout(300)  # time enough for an old answer to do harm

    assert operator.shown() == ["LATE-000"]
    assert operator.query() == {"key": ["LATE-"]}


def test_open_menus_ticks_and_the_place_where_one_reads_survive_what_changes_beside_them(
    desk: Desk, operator: Operator
) -> None:
    keys = desk.customers("READ-", 60)
    page = operator.page
    operator.open("?key=READ-")
    operator.tick(keys[20], keys[30])
    page.get_by_text("Columns", exact=True).click()
    operator.row(keys[5]).scroll_into_view_if_needed()
    place = page.evaluate("() => scrollY")
    assert place > 0

    for turn in (2, 3, 4):
        for key in keys[10:14]:
            desk.customer(key, turn)
        operator.poll_until(operator.row(keys[13]).locator(".version").filter(has_text=str(turn)))

    assert page.evaluate("() => scrollY") == place
    expect(page.locator("#choose-columns")).to_be_visible()
    assert operator.ticked() == [keys[30], keys[20]]


def test_of_two_who_write_the_same_entry_at_once_the_second_is_told_and_sees_the_others(
    desk: Desk, seats: Seats
) -> None:
    know_terms(desk, N30="Net 30")
    first, second = seats.take().page, seats.take().page
    for page in (first, second):
        page.goto(f"{desk.url}integrations/1/maps/payment_terms")

    for page, value in ((first, "Net 45"), (second, "Net 60")):
        page.get_by_label("Value of N30").fill(value)
        page.locator("#entries").get_by_role("button", name="Save").click()

    expect(first.locator("#toasts")).to_contain_text("N30 → Net 45 is stored")
    expect(second.locator("#main").get_by_role("alert")).to_contain_text("meanwhile")
    expect(second.get_by_label("Value of N30")).to_have_value("Net 45")
    assert desk.demo.get("/integrations/1/value-maps/payment_terms")["entries"] == {"N30": "Net 45"}


def test_hostile_keys_and_names_and_some_errors_and_map_entries_are_text_on_every_page(
    desk: Desk, operator: Operator
) -> None:
    page = operator.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    said = [{"errorno": text[:40], "description2": text} for text in PAYLOADS[:60:20]]
    desk.play(
        "faults",
        [{"match": {"natural_key": f"SAID-{n}"}, "do": "error_code", "value": one} for n, one in enumerate(said)],
    )
    objects = [{"kind": "class", "key": key, "body": {"name": key}} for key in KEYS]
    assert desk.demo.api.post("/objects", json=objects).json()["refused"] == 0
    for number in range(len(said)):
        desk.customer(f"SAID-{number}")
    desk.sync(*(("customer", f"SAID-{number}") for number in range(len(said))))
    know_terms(desk, **{KEYS[0]: KEYS[1], KEYS[10]: KEYS[11]})

    shown: list[str] = []
    page.goto(f"{desk.grid}?kind=class")
    while True:
        shown += operator.shown()
        if not page.locator("#next-page").count():
            break
        page.goto(page.locator("#next-page").evaluate("(link) => link.href"))
    assert sorted(shown) == sorted(KEYS)
    for number, one in enumerate(said):
        operator.open(f"/customer/SAID-{number}?tab=attempts")
        expect(operator.drawer).to_contain_text(one["description2"][:20])
    for address in pages(page, desk.url):
        assert page.evaluate(STRANGE) == 0, address

    assert dialogs == []
