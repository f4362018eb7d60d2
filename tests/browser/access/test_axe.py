"""WCAG 2.2 AA on every screen, in both themes: axe-core finds nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.access.axe import faults
from tests.browser.access.walking import pages, sort_of
from tests.browser.desk import Desk, opened
from tests.browser.operator import Operator, Seats
from tests.browser.portal import Portal, portal

pytestmark = pytest.mark.alone  # axe takes all the time that a busy machine has
KNOWN = ("objects", "objects/NAME", "syncs", "syncs/N", "line", "maps", "settings", "causes", "notifications")
DRAWERS = {
    "success": "customer/C-000",
    "desynchronized": "customer/C-001",
    "not integrated": "customer/C-002",
    "foreign": "customer/C-003",
    "waiting": "sales_invoice/I-3",
    "error": "sales_invoice/I-2",
}
TABS = [*((which, "overview") for which in DRAWERS), ("desynchronized", "will_send")]
TABS += [("error", tab) for tab in ("content", "attempts", "audit")] + [("desynchronized", "changes")]


@pytest.fixture(scope="module")
def host() -> Iterator[Portal]:
    with portal() as host:
        yield host


@pytest.fixture(scope="module")
def desk(browser: Browser, home: Path, level: str, host: Portal) -> Iterator[Desk]:
    """One whose pages a portal may frame."""
    assert browser
    with opened(home, level=level, SYNCLINE_EMBED_ORIGINS=host.origin) as desk:
        made = desk.demo.api.post("/embed-keys", json={"name": "portal", "role": "operator"})
        host.secret, host.syncline = made.json()["secret"], desk.url.rstrip("/")
        yield desk


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    """One of each status, and one that somebody else made there."""
    desk.play("state/CUSTOMER/C-003", {"NAME": "Somebody else", "STATUS": "active"})
    desk.customers("C-", 8)
    desk.invoice("I-1", "C-000")
    desk.invoice("I-2", "C-000", account="none")
    desk.invoice("I-3", "missing")
    customers = [("customer", key) for key in ("C-000", "C-001", "C-003")]
    desk.sync(*customers, ("sales_invoice", "I-1"), ("sales_invoice", "I-2"))
    desk.customer("C-001", version=2)


def test_no_page_that_a_link_leads_to_has_a_fault(desk: Desk, operator: Operator) -> None:
    sorts = set()
    for address in pages(operator.page, desk.url):
        sorts.add(sort_of(address))
        assert faults(operator.page) == [], address

    assert sorts >= {f"/integrations/N/{one}" for one in KNOWN} | {"/you", "/people", "/keys", "/audit"}


@pytest.mark.parametrize(("which", "tab"), TABS)
def test_no_drawer_has_a_fault(operator: Operator, which: str, tab: str) -> None:
    operator.open(f"/{DRAWERS[which]}?tab={tab}")
    operator.page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")

    assert faults(operator.page) == []


def ticked(operator: Operator) -> None:
    operator.open("?kind=customer")
    operator.tick("C-000", "C-002", "C-001")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("2")


def pressed(operator: Operator) -> None:
    operator.open("?key=C-004")
    operator.tick("C-004")
    operator.page.click("#press-synchronize")
    expect(operator.toast).to_be_visible()


def asked_for_a_request(operator: Operator) -> None:
    operator.open(f"/{DRAWERS['error']}?tab=attempts")
    operator.page.click("#attempts .exchange >> nth=0")
    expect(operator.page.locator("#answer")).to_be_visible()


def asked_for_keys(operator: Operator) -> None:
    operator.open()
    operator.page.click("#show-keys")
    expect(operator.page.locator("dialog#keys")).to_be_visible()


def asked_for_verbs(operator: Operator) -> None:
    operator.open()
    operator.page.get_by_role("row", name="I-2").get_by_role("button", name="Actions").click()
    expect(operator.page.locator("#verbs")).to_be_visible()


def opened_menu(name: str) -> Callable[[Operator], None]:
    def act(operator: Operator) -> None:
        operator.open()
        operator.page.click(f"#{name} > summary")
        expect(operator.page.locator(f"#{name} .box, #{name} form.box").first).to_be_visible()

    return act


def examined(operator: Operator) -> None:
    operator.open()
    operator.page.click("#examine")
    expect(operator.page.locator("#verdict")).to_be_visible()


STATES: dict[str, Callable[[Operator], None]] = {
    "ticks and what they would do": ticked,
    "a toast": pressed,
    "a check of the connection": examined,
    "a request and its answer": asked_for_a_request,
    "the list of keys": asked_for_keys,
    "the verbs of a row": asked_for_verbs,
    "the menu of columns": opened_menu("columns"),
    "the menu of views": opened_menu("views"),
    "a filter that fits nothing": lambda operator: operator.open("?key=nothing&entity=100&message=x"),
    "a filter that cannot be read": lambda operator: operator.open("?version=old"),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_a_screen_may_show_has_a_fault(operator: Operator, state: str) -> None:
    STATES[state](operator)

    assert faults(operator.page) == []


@pytest.mark.parametrize("size", ["badge", "panel", "full"])
def test_no_frame_in_a_portal_has_a_fault(host: Portal, operator: Operator, size: str) -> None:
    shown = host.open(operator.page, size)
    expect(shown.locator("#health")).to_be_visible()
    (frame,) = (one for one in operator.page.frames if "/embed/" in one.url)
    frame.evaluate("() => (document.documentElement.style.background = 'Canvas')")  # what lies behind is unknown to axe

    assert faults(frame) == []


ADVICE = {
    "de": "Wer die Daten im ERP pflegt, kann es beheben. Senden Sie es, oder",
    "es": "Quien lleva los datos en el ERP puede corregirlo. Envíelo o",
    "fr": "Qui tient les données dans l’ERP peut le corriger. Envoyez-le ou",
}


@pytest.mark.parametrize("language", ADVICE)
def test_a_phone_in_another_language_shows_no_fault_and_says_what_to_do(seats: Seats, language: str) -> None:
    operator = seats.take(locale=language)
    operator.page.set_viewport_size({"width": 390, "height": 780})
    for path in ("", f"/{DRAWERS['error']}"):
        operator.open(path)
        expect(operator.page.locator("html")).to_have_attribute("lang", language)
        assert faults(operator.page) == []
    expect(operator.drawer).to_contain_text(ADVICE[language])


@pytest.mark.parametrize("path", ["sign-in", "nowhere", "sign-in/used-up"])
def test_no_page_for_everybody_has_a_fault(desk: Desk, seats: Seats, path: str) -> None:
    operator = seats.take()
    operator.page.context.clear_cookies()
    operator.page.goto(f"{desk.url}{path}")

    assert faults(operator.page) == []
