"""What is said of an object to people and programs: a moment that has passed is due, and what to press comes first."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from backend.domain.line.standing import Standing, Stands
from backend.domain.protocol.steps.restoring import LOOKED_UP_FIRST
from backend.domain.status import Phase
from backend.storage.screens.values import Detail
from backend.web.drawing.text import is_to_come, local_times
from backend.web.objects.explain import explain
from tests.frontend.sample import HOSTILE, make_rows
from tests.frontend.shown.detail import make_detail

ROWS = {row.id: row for row in make_rows()}
CONFIRMING, RETRIED = ROWS[908], ROWS[904]
MINUTE = timedelta(minutes=1)


def waiting(confirming: bool) -> tuple[Detail, datetime]:
    """And when it goes on."""
    found = make_detail(CONFIRMING if confirming else RETRIED)
    assert found.row.next_at is not None
    return found, found.row.next_at


@pytest.mark.parametrize("confirming", [True, False])
def test_a_time_that_has_passed_is_due_now_while_the_line_fails(confirming: bool) -> None:
    found, at = waiting(confirming)
    failing = Standing(stands=Stands.FAILING, why="Connection refused", since=at - MINUTE)

    before, after = (explain(found, "Loopback", failing, now) for now in (at - MINUTE, at + MINUTE))

    assert f"{at:%H:%M:%S} UTC" in before.next_step
    assert f"{at:%H:%M:%S} UTC" in before.schedule
    assert "due now" in after.next_step
    assert after.schedule.endswith("due now")
    assert f"{at:%H:%M}" not in after.next_step + after.schedule


def test_what_waits_for_the_line_is_not_said_to_be_due() -> None:
    found, at = waiting(confirming=True)
    down = Standing(stands=Stands.DOWN, why="Connection refused", since=at - MINUTE)
    said = explain(found, "Loopback", down, at + MINUTE)
    assert said.schedule == "confirming, outcome unknown; next look once the connection is back"


def test_what_is_due_needs_no_check_now() -> None:
    found, at = waiting(confirming=True)
    assert "Check now" in explain(found, "Loopback", None, at - MINUTE).next_step
    assert "Check now" not in explain(found, "Loopback", None, at + MINUTE).next_step


def test_nobody_is_advised_to_look_at_once_while_a_restoration_forbids_it() -> None:
    found, at = waiting(confirming=True)
    found = replace(found, row=replace(found.row, message=LOOKED_UP_FIRST))
    assert "Check now" not in explain(found, "Loopback", None, at - MINUTE).next_step


@pytest.mark.parametrize(("record", "becomes"), [("4471", "creates nothing"), (None, "sends once more")])
def test_of_what_is_gone_force_synchronize_is_advised_first_and_what_it_will_do(
    record: str | None, becomes: str
) -> None:
    gone = replace(make_detail(ROWS[911]), can_send_again=True, remote_id=record)
    said = explain(gone, "Loopback").next_step
    assert said.startswith("Force synchronize looks again, and ")
    assert becomes in said
    assert said.index(becomes) < said.index("Send again creates it anew")


def test_an_error_over_a_known_record_promises_no_creation() -> None:
    found = make_detail(ROWS[911])
    said = [explain(replace(found, remote_id=one), "Loopback").next_step for one in (None, "4471")]
    assert said[0].endswith("Then press Force synchronize: it looks first, then creates or updates.")
    assert said[1].endswith("if its record is gone there, it says so and creates nothing.")


def test_a_row_that_is_blocked_has_no_time() -> None:
    assert explain(make_detail(replace(CONFIRMING, phase=Phase.BLOCKED)), "Loopback").schedule == ""


def test_a_moment_in_a_sentence_becomes_one_of_the_readers_and_the_rest_stays_text() -> None:
    told = local_times(f"Held since 2026-11-25 22:36 UTC by {HOSTILE}: not before 2026-11-25 22:36:07 UTC.")
    assert '<local-time data-as="clock"><time datetime="2026-11-25T22:36:00Z">2026-11-25 22:36 UTC</time>' in told
    assert '<local-time data-as="second"><time datetime="2026-11-25T22:36:07Z">2026-11-25 22:36:07 UTC</time>' in told
    assert HOSTILE not in told


@pytest.mark.parametrize("text", ["2026-13-45 22:36 UTC", "2026-11-25 29:36 UTC", "2026-11-25", "22:36 UTC", ""])
def test_what_is_no_moment_stays_as_it_is(text: str) -> None:
    assert local_times(text) == text


def test_a_moment_to_come_is_told_apart_from_one_that_passed() -> None:
    now = datetime.now(UTC)
    assert [is_to_come(one) for one in (now + MINUTE, now - MINUTE, None)] == [True, False, False]
