"""Who may only look sees nothing to press, and is refused when pressing all the same."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats

PRESSES = ["syncs", "retries", "adoptions", "looks", "creations", "numbers", "doctor"]


@pytest.fixture(scope="module", autouse=True)
def _person(desk: Desk) -> None:
    desk.syncline("user", "add", "vera", "--role", "viewer")


@pytest.fixture
def viewer(desk: Desk, seats: Seats) -> Operator:
    return seats.take(sign_in_url=desk.syncline("user", "link", "vera"))


def test_a_viewer_sees_neither_boxes_nor_buttons(desk: Desk, viewer: Operator) -> None:
    desk.customers("Z-", 2)
    viewer.open("/customer/Z-000?key=Z-")

    expect(viewer.page.locator("#objects").get_by_role("checkbox")).to_have_count(0)
    expect(viewer.page.get_by_role("button")).to_have_text(["Sign out", "?", "Copy for support"])
    assert viewer.shown() == ["Z-001", "Z-000"]
    assert viewer.poll().status in (200, 204)


@pytest.mark.parametrize("what", PRESSES)
def test_a_press_of_a_viewer_is_refused(desk: Desk, viewer: Operator, what: str) -> None:
    before = desk.ask("SELECT count(*) AS n FROM sync")
    viewer.open()
    csrf = viewer.page.locator("[name=csrf]").first.get_attribute("value") or ""
    form: dict[str, str | float | bool] = {"csrf": csrf, "object": "1", "verb": "synchronize", "remote_id": "1"}

    answer = viewer.page.request.post(
        f"{desk.url}integrations/1/{what}", form=form, headers={"Origin": desk.url.rstrip("/")}
    )

    assert answer.status == 403
    assert "Not allowed for the role viewer" in answer.text()
    assert desk.ask("SELECT count(*) AS n FROM sync") == before
