"""A whole walk through the screens: under the strict policy, with hostile text, at the root and under a path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, opened
from tests.browser.operator import Operator

HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;"
KEY = "H/<b>1</b>"


@pytest.fixture(scope="module", params=["", "/x/y/"], ids=["at the root", "under a path"])
def desk(browser: Browser, home: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    folder = home / ("path" if request.param else "root")
    folder.mkdir()
    with opened(folder, base_path=request.param) as desk:
        _fill(desk)
        yield desk


def _fill(desk: Desk) -> None:
    refusal = {"errorno": "XX1", "description2": HOSTILE}
    desk.play("faults", [{"match": {"natural_key": "H-2"}, "do": "error_code", "value": refusal}])
    desk.put("customer", KEY, name=HOSTILE)
    desk.put("customer", "H-2", name=HOSTILE)
    desk.sync(("customer", "H-2"))


def test_every_screen_works_and_hostile_text_is_text(desk: Desk, operator: Operator) -> None:
    page = operator.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(desk.url)
    expect(page).to_have_url(desk.grid)
    operator.open("?kind=customer")

    page.click(".note")
    page.click("#attempts summary")
    expect(page.locator("#attempts pre")).to_contain_text(HOSTILE)
    operator.row(KEY).get_by_role("link", name=KEY, exact=True).click()
    expect(operator.drawer.locator("#drawer-key")).to_have_text(KEY)
    expect(operator.drawer).to_contain_text(HOSTILE)
    for tab in ("content", "attempts", "will_send", "overview"):
        page.click(f"#tab-{tab}")
        expect(page.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "true")
    page.reload()
    expect(operator.drawer.locator("#drawer-key")).to_have_text(KEY)
    page.keyboard.press("Escape")
    expect(operator.drawer).to_have_count(0)

    operator.tick(KEY, "H-2")
    expect(page.locator("#press-synchronize b")).to_have_text("1")
    page.click("#press-synchronize")
    expect(operator.status(KEY)).to_have_text("Success", timeout=15_000)
    page.click("#chip-error")
    expect(operator.page.locator("#rows .key a")).to_have_text(["H-2"])
    page.fill("#filter-key", "nothing")
    expect(page.locator("#empty")).to_be_visible()
    page.click("#refresh")
    page.goto(f"{desk.grid}/customer/not-there")
    expect(page.locator("#error")).to_contain_text("There is no customer not-there at this integration.")
    page.get_by_role("link", name="To the objects").click()
    expect(page).to_have_url(desk.grid)
    assert dialogs == []
    assert page.locator("img").count() == 0


def test_nothing_is_fetched_from_elsewhere_or_in_vain(desk: Desk, operator: Operator) -> None:
    fetched: list[tuple[int, str]] = []
    operator.page.on("response", lambda answer: fetched.append((answer.status, answer.url)))

    operator.open("/customer/H-2?key=H-")
    operator.poll()

    assert [url for status, url in fetched if not url.startswith(desk.url) or status >= 400] == []
    assert any("/static/" in url for _, url in fetched)


def test_signing_out_ends_the_session(desk: Desk, operator: Operator) -> None:
    operator.open()
    operator.page.get_by_role("button", name="Sign out").click()

    expect(operator.page).to_have_url(f"{desk.url}sign-in")
    operator.page.goto(desk.grid)
    expect(operator.page.get_by_role("button", name="Sign in")).to_be_visible()
