"""A frame shows what its token named, and nothing else, whatever it asks for."""

import re

import pytest

from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import press
from tests.web.embeds.host import OBJECTS, ROWS, Frame, hosted

pytestmark = pytest.mark.anyio


async def keys(frame: Frame, query: str = "") -> list[str]:
    answer = await frame.get(f"{ROWS}{query}")
    assert answer.status_code == 200, answer.text
    return sorted(re.findall(r'<a id="k-\d+"[^>]*>([^<]+)</a>', answer.text))


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ({}, ["C1", "D1", "D2", "INV1"]),
        ({"kinds": ["department"]}, ["D1", "D2"]),
        ({"kinds": ["customer", "sales_invoice"]}, ["C1", "INV1"]),
        ({"entities": ["100"]}, ["INV1"]),
        ({"entities": ["top"]}, ["C1", "D1", "D2"]),
        ({"kinds": ["department"], "entities": ["100"]}, []),
        ({"kinds": []}, []),
        ({"entities": []}, []),
    ],
)
async def test_a_frame_shows_the_kinds_and_entities_of_its_token(
    settings: Settings, claims: dict[str, list[str]], shown: list[str]
) -> None:
    async with hosted(settings) as host:
        assert await keys(await host.frame(**claims)) == shown


@pytest.mark.parametrize(
    "query",
    ["?kind=customer", "?entity=100", "?category=finance", "?key=C1", "?key=*", "?sort=key", "?status=not_integrated"],
)
async def test_no_filter_leads_out_of_it(settings: Settings, query: str) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(kinds=["department"])
        found, chips = await keys(frame, query), await frame.get(f"/integrations/1/chips{query}")

    assert set(found) <= {"D1", "D2"}
    assert sum(map(int, re.findall(r"<b>(\d+)</b>", chips.text))) <= 2


async def test_an_object_outside_is_not_there(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(kinds=["department"])
        inside = await frame.get("/integrations/1/drawer/department/D1")
        outside = await frame.get("/integrations/1/drawer/customer/C1")
        nowhere = await frame.get("/integrations/1/drawer/customer/NOBODY")

    assert inside.status_code == 200
    assert outside.status_code == nowhere.status_code == 404
    assert outside.text.replace("C1", "NOBODY") == nowhere.text


@pytest.mark.parametrize(
    "path",
    [
        "/integrations/2/objects",
        "/integrations/2/rows",
        "/integrations/1/objects.csv",
        "/integrations/1/objects/department/D1",
        "/integrations/1/causes",
        "/integrations/1/syncs",
        "/integrations/1/settings",
        "/integrations/1/line",
        "/keys",
        "/people",
        "/you",
        "/",
    ],
)
async def test_it_has_no_other_page_and_no_other_integration(settings: Settings, path: str) -> None:
    """Although an administrator is signed in in the same browser."""
    async with hosted(settings) as host:
        framed = await (await host.frame()).get(path)
        signed_in = await host.site.client.get(path)

    assert framed.status_code == 404
    assert signed_in.status_code != 404


async def test_it_is_no_key_of_the_api(settings: Settings) -> None:
    async with hosted(settings) as host:
        answer = await (await host.frame()).get("/api/v1/integrations/1/objects")

    assert answer.status_code == 401


async def test_the_line_counts_within_the_bounds(settings: Settings) -> None:
    async with hosted(settings) as host:
        await press(host.runtime, 1, "D1", "D2", "C1")
        badge = await (await host.frame("badge", kinds=["department"])).get(OBJECTS)
        whole = await (await host.frame("badge")).get(OBJECTS)

    assert "<b>2</b> waiting" in badge.text
    assert "<b>3</b> waiting" in whole.text
    assert "<table" not in badge.text


async def test_what_leads_elsewhere_is_not_shown(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame()
        shown = (await frame.get(OBJECTS)).text + (await frame.get("/integrations/1/drawer/department/D1")).text

    for gone in ('id="export"', 'id="pages"', 'id="top"', 'id="tab-audit"', 'id="bundle"', "row-keys", "menu-views"):
        assert gone not in shown
    assert 'id="filters"' in shown


async def test_no_cookie_is_set_and_none_is_asked_for(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame()
        host.site.client.cookies.clear()
        answer = await frame.get(OBJECTS)

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


async def test_an_unchanged_poll_is_answered_from_memory(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame, other = await host.frame(kinds=["department"]), await host.frame(kinds=["customer"])
        for _ in range(5):  # what was handed over just now may still be told
            rev = (await frame.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]
            same, different = await frame.get(f"{ROWS}?rev={rev}"), await other.get(f"{ROWS}?rev={rev}")
            if same.status_code == 204:
                break

    assert (same.status_code, different.status_code) == (204, 200)


async def test_a_session_that_is_over_leaves_the_grid_as_it_was(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame()
        frame.headers["x-embed"] += "x"
        answer = await frame.get(ROWS)

    assert answer.status_code == 401
    assert "hx-redirect" not in answer.headers
    assert 'hx-target="#over"' in answer.text
    assert "What is shown may be old" in answer.text
    assert Role.VIEWER not in answer.text
