"""Syncline in the page of a portal on another site, in a browser that nobody signed in with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk, opened
from tests.browser.portal import Portal, portal
from tests.journeys.demo import eventually

ENDED = "UPDATE embed_session SET expires_at = now() - interval '1 second'"


@pytest.fixture(scope="module")
def host() -> Iterator[Portal]:
    with portal() as host:
        yield host


@pytest.fixture(scope="module")
def desk(home: Path, host: Portal) -> Iterator[Desk]:
    theme = home / "theme.css"
    theme.write_text("--accent: rgb(1, 2, 3); --radius: 0;")
    with opened(home, SYNCLINE_EMBED_ORIGINS=host.origin, SYNCLINE_THEME=str(theme)) as desk:
        made = desk.demo.api.post("/embed-keys", json={"name": "portal", "role": "operator"})
        host.secret, host.syncline = made.json()["secret"], desk.url.rstrip("/")
        yield desk


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    assert desk
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    yield page
    assert context.cookies() == []
    context.close()


def told(page: Page, what: str) -> int:
    return int(page.evaluate("(what) => told.filter((one) => one === what).length", f"syncline:{what}"))


def test_an_operator_of_the_portal_sends_what_the_frame_shows(desk: Desk, host: Portal, page: Page) -> None:
    keys = desk.customers("E-", 3)
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    frame = host.open(page, "full", kinds=["customer"], sub="anna@example.com")

    expect(frame.locator("#rows > tr")).to_have_count(3)
    frame.get_by_role("checkbox", name=f"Select {keys[0]}").check()
    frame.locator("#press-synchronize").click()
    expect(frame.locator("#toasts")).to_contain_text("1 queued")
    eventually(lambda: desk.status("customer", keys[0]) == "success", seconds=30)
    frame.get_by_role("link", name=keys[0], exact=True).click()
    expect(frame.locator("#drawer-key")).to_have_text(keys[0])
    frame.locator("#drawer-close").click()
    expect(frame.locator("#drawer")).to_be_hidden()
    frame.locator("#chip-success").click()
    expect(frame.locator("#rows > tr")).to_have_count(1)

    assert page.url == f"{host.origin}/"
    assert page.title() == "Portal"
    assert page.evaluate("history.length") == 2  # the empty page, and the portal's
    assert told(page, "height") > 1
    tall = page.locator("iframe").bounding_box()
    inside = frame.locator("body").bounding_box()
    assert tall
    assert inside
    assert abs(tall["height"] - inside["height"]) < 10
    assert complaints == []


def test_it_shows_nothing_that_the_token_does_not_name(desk: Desk, host: Portal, page: Page) -> None:
    desk.customers("N-", 2)
    frame = host.open(page, "full", kinds=["sales_invoice"])

    expect(frame.locator("#empty")).to_be_visible()
    expect(frame.locator("#health")).to_contain_text("0 errors")
    expect(frame.locator("#rows")).not_to_contain_text("N-000")


def test_a_badge_is_one_line(desk: Desk, host: Portal, page: Page) -> None:
    frame = host.open(page, "badge")

    expect(frame.locator("#health")).to_contain_text("waiting")
    expect(frame.locator("table")).to_have_count(0)
    assert page.locator("iframe").bounding_box()["height"] < 60  # type: ignore[index]


def test_a_frame_that_was_out_of_sight_for_a_while_is_as_high_as_before(desk: Desk, host: Portal, page: Page) -> None:
    frame = host.open(page, "badge")
    expect(frame.locator("#health")).to_be_visible()
    page.wait_for_function("parseInt(document.querySelector('iframe').style.height) > 0")
    before = page.locator("iframe").bounding_box()

    for shown in ("none", "block"):
        page.evaluate("(shown) => (document.querySelector('iframe').parentElement.style.display = shown)", shown)
        page.wait_for_timeout(300)  # time enough to tell a height of nothing

    assert page.locator("iframe").bounding_box()["height"] == before["height"]  # type: ignore[index]


def test_it_has_the_colours_of_the_installation(desk: Desk, host: Portal, page: Page) -> None:
    frame = host.open(page, "badge")

    shown = frame.locator("body").evaluate("(body) => getComputedStyle(body).getPropertyValue('--accent')")
    assert shown == "rgb(1, 2, 3)"


def test_when_its_session_is_over_the_list_stays_until_the_portal_brings_another_token(
    desk: Desk, host: Portal, page: Page
) -> None:
    keys = desk.customers("O-", 2)
    frame = host.open(page, "full", kinds=["customer"])
    expect(frame.get_by_role("link", name=keys[0], exact=True)).to_be_visible()

    page.evaluate("window.silent = true")
    desk.ask(ENDED)
    frame.get_by_role("checkbox", name=f"Select {keys[0]}").check()
    expect(frame.locator("#over")).to_contain_text("What is shown may be old")
    expect(frame.get_by_role("link", name=keys[0], exact=True)).to_be_visible()
    expect(frame.get_by_role("checkbox", name=f"Select {keys[0]}")).to_be_checked()
    assert told(page, "token-needed") == 2

    page.evaluate("window.silent = false")
    frame.get_by_role("checkbox", name=f"Select {keys[1]}").check()
    expect(frame.locator("#over")).to_be_hidden()
    frame.get_by_role("checkbox", name=f"Select {keys[1]}").uncheck()
    expect(frame.locator("#press-synchronize")).to_contain_text("1")


def test_another_origin_cannot_frame_it(browser: Browser, desk: Desk, host: Portal) -> None:
    with portal() as other:
        other.secret, other.syncline = host.secret, host.syncline
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda one: refused.append(one.text))
        other.open(page, "full", origin=host.origin)
        eventually(lambda: any("frame-ancestors" in one for one in refused), seconds=20, said=lambda: refused)
        assert page.evaluate("told") == []
        page.close()


def test_a_token_from_another_window_is_not_looked_at(desk: Desk, host: Portal, page: Page) -> None:
    frame = host.open(page, "panel")
    expect(frame.locator("#health")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/embed/sessions") else None)

    inner = next(one for one in page.frames if "/embed/" in one.url)
    inner.evaluate("postMessage({ type: 'syncline:token', token: 'x' }, '*')")
    page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({ type: 'syncline:token', token: 7 }, '*')"
    )
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage('syncline:token', '*')")
    page.wait_for_timeout(500)

    assert asked == []
