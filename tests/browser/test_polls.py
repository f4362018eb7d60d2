"""Polling costs nothing when nothing changed, and disturbs nobody when something did."""

import json
import re

from playwright.sync_api import Route, expect

from tests.browser.desk import Desk
from tests.browser.operator import AT_REST, RING, Operator, Seats
from tests.waiting import wait_until

# When anything was last asked of this database, by anybody but the one who asks here.
LAST_STATEMENTS = (
    "SELECT pid, query_start FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid"
)
TEN_POLLS = """async (address) => {
  const statuses = [];
  for (let turn = 0; turn < 10; turn++) statuses.push((await fetch(address)).status);
  return statuses;
}"""
AMBER = """() => {
  const one = document.body.appendChild(document.createElement("i"));
  one.style.color = "var(--warn)";
  const { color } = getComputedStyle(one);
  one.remove();
  return color;
}"""
COUNT = """() => {
  if (window.rung === undefined) document.addEventListener("poll", () => (window.rung += 1));
  window.rung = 0;
}"""
STRETCHES = 40
SELDOM, OFTEN = 10, 20  # polls of a minute: about 5 and 26
PROXY = "<html><body><h1>502 Bad Gateway</h1><form></form></body></html>"


def test_ten_unchanged_polls_are_ten_204s_and_ask_postgres_nothing(desk: Desk, operator: Operator) -> None:
    desk.customers("U-", 5)
    operator.open("?key=U-")
    unchanged = operator.unchanged_poll()
    quiet = 0

    for _ in range(STRETCHES):  # other loops ask now and then: in some stretches they did not
        before = desk.ask(LAST_STATEMENTS)
        assert operator.page.evaluate(TEN_POLLS, unchanged) == [204] * 10
        quiet += desk.ask(LAST_STATEMENTS) == before

    assert quiet > 0


def test_what_is_queued_is_asked_for_seldom_while_the_integration_is_held(desk: Desk, operator: Operator) -> None:
    (key,) = desk.customers("HELD-", 1)
    desk.demo.api.post("/integrations/1/hold", json={"reason": "Month end"})
    try:
        desk.demo.api.post("/integrations/1/syncs", json={"objects": [{"kind": "customer", "key": key}]})
        operator.page.clock.install()
        operator.open(f"?key={key}")
        expect(operator.row(key)).to_contain_text("Queued: held")
        assert polls_of_a_minute(operator) < SELDOM
        operator.page.evaluate("() => document.querySelector('#rows > tr').classList.replace('queued', 'moving')")
        operator.page.evaluate(RING)  # the next one was put off before that
        assert polls_of_a_minute(operator) > OFTEN  # what was sent before the hold
    finally:
        desk.demo.api.post("/integrations/1/release")


def test_typing_is_not_disturbed(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("Y-", 6)
    operator.open()
    operator.page.focus("#filter-key")

    for turn, letter in enumerate("Y-00"):
        desk.customer(keys[turn], 2)
        operator.page.keyboard.type(letter)
        operator.page.evaluate(RING)
        operator.page.wait_for_timeout(150)

    expect(operator.page.locator("#rows .key a")).to_have_text(keys[::-1])
    expect(operator.page.locator("#filter-key")).to_be_focused()
    expect(operator.page.locator("#filter-key")).to_have_value("Y-00")
    assert operator.page.evaluate("() => document.activeElement.selectionStart") == 4


def test_focus_and_a_text_selection_survive_a_change_beside_them(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("F-", 6)
    operator.open("?key=F-")
    operator.row(keys[2]).get_by_role("checkbox").focus()
    operator.row(keys[4]).locator(".key a").evaluate("(link) => getSelection().selectAllChildren(link)")

    desk.customer(keys[3], 2)
    operator.poll()
    expect(operator.row(keys[3])).to_contain_text("2")

    assert operator.page.evaluate("() => getSelection().toString()") == keys[4]
    expect(operator.row(keys[2]).get_by_role("checkbox")).to_be_focused()


def test_a_slow_poll_never_overwrites_a_fresh_filter(desk: Desk, operator: Operator) -> None:
    desk.customers("S-", 3)
    desk.customers("W-", 2)
    operator.open("?key=S-")
    held: list[Route] = []
    operator.page.route("**/rows?*", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    desk.customer("S-000", 2)
    with operator.page.expect_request("**/rows?*"):
        operator.page.evaluate(RING)

    operator.page.fill("#filter-key", "W-")
    expect(operator.page.locator("#rows .key a")).to_have_text(["W-001", "W-000"])
    for route in held:
        route.continue_()
    operator.page.wait_for_timeout(300)  # time enough for an old answer to do harm

    assert operator.shown() == ["W-001", "W-000"]


def test_a_page_of_a_proxy_leaves_the_grid_alone(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("X-", 3)
    operator.open("?key=X-")
    operator.page.route("**/rows?*", lambda route: route.fulfill(status=502, content_type="text/html", body=PROXY))
    desk.customer(keys[0], 2)

    assert operator.poll().status == 502

    assert operator.shown() == keys[::-1]
    expect(operator.page.get_by_text("Bad Gateway")).to_have_count(0)
    operator.page.unroute_all()
    assert operator.poll().status == 200
    expect(operator.row(keys[0])).to_contain_text("2")


def test_a_server_that_is_away_is_told_and_found_again(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("G-", 3)
    operator.open("?key=G-")
    poller = operator.page.locator("#poller")

    operator.page.context.set_offline(True)
    for _ in range(3):
        with operator.page.expect_event("requestfailed"):
            operator.page.evaluate(RING)
        operator.page.wait_for_timeout(50)
    expect(poller).to_contain_text("No answer: showing data from")
    assert operator.shown() == keys[::-1]
    desk.customer(keys[0], 2)
    operator.page.context.set_offline(False)

    expect(operator.row(keys[0])).to_contain_text("2")
    expect(poller).to_contain_text("Updated")


def test_what_is_late_is_said_in_amber_until_an_answer_comes(desk: Desk, operator: Operator) -> None:
    desk.customers("L-", 1)
    operator.page.clock.install()
    operator.open("?key=L-")
    poller, amber = operator.page.locator("#poller"), operator.page.evaluate(AMBER)
    expect(poller).not_to_have_attribute("data-late", "")
    expect(poller).not_to_have_css("color", amber)

    operator.page.route("**/rows?*", lambda _: None)  # it takes for ever
    operator.page.clock.fast_forward(60_000)
    expect(poller).to_have_attribute("data-late", "")
    expect(poller).to_have_css("color", amber)
    operator.page.unroute_all()
    operator.poll()

    expect(poller).to_contain_text("Updated")
    expect(poller).not_to_have_attribute("data-late", "")
    expect(poller).not_to_have_css("color", amber)


def test_an_ended_session_leads_to_the_sign_in_page_and_never_into_the_grid(desk: Desk, seats: Seats) -> None:
    eve = seats.take(sign_in_url=desk.syncline("user", "add", "eve", "--role", "operator"))
    eve.open("?key=G-")
    inside: list[str] = []
    eve.page.expose_function("inside", lambda what: inside.append(what))  # noqa: PLW0108  (Playwright marks it)
    eve.page.evaluate(
        "() => new MutationObserver(() => document.querySelector('#grid [type=password]') && inside('a form'))"
        ".observe(document.body, { childList: true, subtree: true })"
    )

    desk.syncline("user", "disable", "eve")
    for _ in range(20):
        if "/sign-in" in eve.page.url:
            break
        eve.page.evaluate(f"() => document.getElementById('poller') && ({RING})()")
        eve.page.wait_for_timeout(500)

    expect(eve.page).to_have_url(re.compile(r"/sign-in\?next=.*key"))
    expect(eve.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert json.dumps(inside) == "[]"


def polls_of_a_minute(operator: Operator) -> int:
    """By the page's clock, which stands while an answer is on its way: else it would pass for a late one."""
    operator.page.evaluate(COUNT)
    for _ in range(120):
        operator.page.clock.run_for(500)
        wait_until(lambda: operator.page.evaluate(AT_REST))
    return int(operator.page.evaluate("() => window.rung"))
