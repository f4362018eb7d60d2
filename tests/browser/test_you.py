"""What a person chose for their browser holds for the times of the list."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Seats

OWN = "Asia/Tokyo"
AT = "(one) => one.querySelector('time').dateTime"


@pytest.mark.parametrize("chosen", ["Asia/Kolkata", "America/Argentina/Buenos_Aires", ""])
def test_the_list_tells_times_in_the_chosen_zone_or_the_browsers(desk: Desk, seats: Seats, chosen: str) -> None:
    [key] = desk.customers(f"ZONE-{chosen[-5:]}", 1)
    operator = seats.take(timezone_id=OWN)
    operator.page.goto(f"{desk.url}you")
    operator.page.select_option("#zone", chosen)
    operator.page.get_by_role("button", name="Save").click()
    expect(operator.page.locator("#zone")).to_have_value(chosen)

    operator.open(f"?key={key}")

    changed = operator.row(key).locator(".changed local-time")
    at = datetime.fromisoformat(changed.evaluate(AT)).astimezone(ZoneInfo(chosen or OWN))
    expect(changed.locator("span")).to_have_attribute("title", re.compile(f"{at:%H:%M:%S} (GMT|UTC)"))
    expect(operator.page.locator(".zone")).to_contain_text(chosen or OWN)
