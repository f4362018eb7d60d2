"""The drawer offers what a person may decide: plain forms, each with a sentence of what will happen."""

import re

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from backend.domain.line.standing import Standing, Stands
from backend.domain.roles import Role
from backend.storage.screens.values import Detail
from backend.web.drawing.templates import draw, make_environment
from tests.frontend.contexts import make_context
from tests.frontend.markup import Markup
from tests.frontend.preview import Preview
from tests.frontend.sample import NOW, make_health, make_person, make_rows
from tests.frontend.screen import Screen
from tests.frontend.shown.detail import make_detail


def test_a_foreign_record_is_adopted_by_its_id_or_the_object_gets_another_number(screen: Screen) -> None:
    screen.page.locator("#k-902").click()
    cause = screen.page.locator("#cause")
    expect(cause.locator("#seen a")).to_have_attribute("href", "https://www.intacct.example/record/4466")
    expect(cause.get_by_role("button")).to_have_text(
        ["Adopt record 4466", "Adopt record 4467", "Check now", "Renumber"]
    )
    expect(cause).to_contain_text("nothing is sent over it by itself")

    cause.locator("#renumber-number").fill("SI-10902-B")
    cause.get_by_role("button", name="Renumber").click()

    expect(screen.page.locator("#toasts")).to_contain_text("Due now.")
    assert screen.preview.presses[-1]["number"] == ["SI-10902-B"]
    cause.get_by_role("button", name="Adopt record 4467").click()
    expect(screen.page.locator("#toasts toast-line")).to_have_count(2)
    assert screen.preview.presses[-1]["remote_id"] == ["4467"]


@pytest.mark.parametrize(
    ("role", "gone", "offered"), [("operator", True, True), ("operator", False, False), ("viewer", True, False)]
)
def test_only_what_a_look_did_not_see_may_be_sent_again(role: str, gone: bool, offered: bool) -> None:
    (refused,) = (row for row in make_rows() if row.id == 911)
    detail = replace(make_detail(refused), can_send_again=gone)
    given = make_context(detail=detail, person=make_person(role=Role(role)))
    drawn = Markup.of(draw(make_environment(""), "objects/drawer/cause/_error.html", **given))
    assert ("/integrations/1/creations" in drawn.values("action")) is offered
    assert ("Send again" in drawn.text) is offered


@pytest.mark.parametrize(("level", "named"), [("top", "Retry at the top level"), ("100", "Retry at entity 100")])
def test_a_retry_names_the_level_where_it_is_done_and_only_who_may_is_offered_one(level: str, named: str) -> None:
    (waits,) = (row for row in make_rows() if row.id == 904)
    detail = replace(make_detail(waits), can_check=False, can_retry=True, retry_level=level)
    assert ("/integrations/1/retries", named) == _offered(detail, Role.OPERATOR)
    assert _offered(replace(detail, can_retry=False), Role.OPERATOR) is None
    assert _offered(detail, Role.VIEWER) is None


def _offered(detail: Detail, role: Role) -> tuple[str, str] | None:
    """Where the only button of what is pending leads, and what it says."""
    given = make_context(row=detail.row, detail=detail, person=make_person(role=role))
    drawn = draw(make_environment(""), "objects/drawer/cause/_pending.html", **given)
    found = re.search(r'action="([^"]+)".*?<button[^>]*>\s*([^<]+?)\s*</button>', drawn, re.DOTALL)
    return (found[1], found[2]) if found else None


def test_what_is_confirming_says_until_when_nothing_is_sent_and_can_be_checked_now(screen: Screen) -> None:
    expect(screen.page.locator("#o-908 .msg")).to_contain_text("Confirming, outcome unknown; next look")
    screen.page.locator("#k-908").click()
    cause = screen.page.locator("#cause")
    expect(cause).to_contain_text("Nothing is sent before")
    expect(cause.locator("p time")).to_have_count(2)

    cause.get_by_role("button", name="Check now").click()

    expect(screen.page.locator("#toasts")).to_contain_text("Due now.")


@pytest.mark.parametrize(
    ("stands", "told"), [(Stands.HELD, "once it is released"), (Stands.DOWN, "once the connection is back")]
)
def test_a_look_promises_no_time_while_the_line_stops(screen: Screen, stands: Stands, told: str) -> None:
    line = Standing(stands=stands, since=NOW, why="No answer", next_at=NOW)
    screen.preview.health = make_health(line=line)
    screen.open("/integrations/1/objects/sales_invoice/SI-10908")
    expect(screen.page.locator("#o-908 .msg")).to_contain_text(told)
    expect(screen.page.locator("#cause .say")).to_contain_text(told)
    expect(screen.page.locator("#cause")).not_to_contain_text("Nothing is sent before")


def test_what_is_queued_after_trouble_says_when_it_goes_on(screen: Screen) -> None:
    expect(screen.page.locator("#o-904 .msg")).to_contain_text("Retry 3 of 8 at")
    rows = screen.preview.rows
    screen.preview.change([replace(one, revision=99, fail_count=0) if one.id == 904 else one for one in rows])
    screen.poll()
    expect(screen.page.locator("#o-904 .msg")).to_contain_text("Queued; goes on at")


@pytest.mark.parametrize(("workers", "told"), [(2, True), (0, False)])
def test_what_should_have_moved_is_told_while_somebody_could_move_it(workers: int, told: bool) -> None:
    health = make_health(overdue_since=NOW, workers=workers)
    drawn = Markup.of(draw(make_environment(""), "objects/list/_health.html", **make_context(health=health)))
    assert ("Work is overdue" in drawn.text) is told


def test_what_is_unconfirmed_for_a_day_stands_above_the_list(screen: Screen) -> None:
    health = screen.page.locator("#health")
    expect(health).to_contain_text("2 objects unconfirmed for more than a day")
    expect(health.get_by_role("link", name="unconfirmed")).to_have_attribute(
        "href", f"{screen.preview.base}/integrations/1/objects?outcome=unconfirmed"
    )


def test_a_viewer_is_told_the_same_and_can_press_nothing(screen: Screen) -> None:
    screen.preview.role = Role.VIEWER
    screen.open("/integrations/1/objects/sales_invoice/SI-10902")
    expect(screen.page.locator("#seen li")).to_have_count(2)
    assert screen.page.locator("#cause button, #cause form").count() == 0


def test_a_number_is_given_without_a_script(plain_page: Page, preview: Preview) -> None:
    plain_page.goto(preview.url + "/integrations/1/objects/sales_invoice/SI-10902")
    plain_page.locator("#renumber-number").fill("SI-10902-B")
    plain_page.get_by_role("button", name="Renumber").click()
    assert preview.presses[-1]["number"] == ["SI-10902-B"]
