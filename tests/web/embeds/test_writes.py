"""What a frame may change: what its token's role may, of the objects that it shows."""

from typing import Any

import pytest

from backend.settings import Settings
from tests.factories import rows, sql
from tests.web.embeds.host import Frame, Host, hosted

pytestmark = pytest.mark.anyio


async def ids() -> dict[str, str]:
    return {row["key"]: str(row["id"]) for row in await rows(1)}


async def press(frame: Frame, *keys: str, **more: Any) -> Any:
    known = await ids()
    return await frame.post("/integrations/1/syncs", object=[known[key] for key in keys], verb="synchronize", **more)


async def acts(host: Host) -> list[tuple[str, str]]:
    assert host
    return [(row["actor"], row["action"]) for row in await sql("SELECT actor, action FROM audit ORDER BY id")]


async def test_an_operator_presses_and_the_trail_says_who(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(sub="anna@example.com")
        plan = await frame.post("/integrations/1/plans", object=(await ids())["D1"])
        done = await press(frame, "D1", "D2")
        told = await acts(host)
        (sync,) = await sql("SELECT asked_by FROM sync")

    assert plan.status_code == 200
    assert "Synchronize <b>1</b>" in plan.text
    assert done.status_code == 201, done.text
    assert "2 queued" in done.text
    assert "Follow it" not in done.text
    assert "Undo" not in done.text
    assert ("portal (anna@example.com)", "sync.synchronize") in told
    assert sync["asked_by"] == "portal (anna@example.com)"


async def test_a_viewer_presses_nothing(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(role="viewer", sub="bob")
        shown = await frame.get("/integrations/1/objects")
        done = await press(frame, "D1")
        told = await acts(host)

    assert done.status_code == 403
    assert 'id="press"' not in shown.text
    assert ("portal (bob)", "access.refused") in told
    assert ("portal (bob)", "sync.synchronize") not in told


async def test_what_a_frame_is_refused_again_and_again_is_noted_once(settings: Settings) -> None:
    async with hosted(settings) as host:
        one, other = await host.frame(role="viewer", sub="bob"), await host.frame(role="viewer", sub="carol")
        for frame in (one, one, one, other):
            assert (await press(frame, "D1")).status_code == 403
        await one.post("/integrations/1/retries", object=(await ids())["D1"])
        told = [actor for actor, action in await acts(host) if action == "access.refused"]

    assert told == ["portal (bob)", "portal (carol)", "portal (bob)"]


@pytest.mark.parametrize("path", ["syncs", "plans", "retries", "looks", "creations"])
async def test_an_object_outside_of_its_bounds_is_not_there_for_any_act(settings: Settings, path: str) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(kinds=["department"])
        known = await ids()
        elsewhere = str(next(row["id"] for row in await rows(2) if row["key"] == "D1"))
        for one in (known["C1"], elsewhere, "999999"):
            answer = await frame.post(f"/integrations/1/{path}", object=one, verb="synchronize")
            assert answer.status_code == 404, (one, answer.text)
        mixed = await frame.post(f"/integrations/1/{path}", object=[known["D1"], known["C1"]], verb="synchronize")

        assert mixed.status_code in (400, 404)
        assert await sql("SELECT FROM sync") == []


async def test_all_that_match_is_not_chosen_in_a_frame_nor_what_they_need(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame(kinds=["sales_invoice"])
        known = await ids()
        every = await frame.post("/integrations/1/syncs", matching="all", filter="", verb="synchronize")
        both = await frame.post("/integrations/1/syncs", object=known["INV1"], both="synchronize")

        assert "tick objects first" in every.text
        assert both.status_code == 400
        assert await sql("SELECT FROM sync") == []


async def test_another_page_of_the_same_browser_has_nothing_to_press_with(settings: Settings) -> None:
    """The session stands in a header; a form of another site brings cookies at most."""
    async with hosted(settings) as host:
        await host.frame()
        host.site.client.cookies.clear()
        answer = await host.site.client.post("/integrations/1/syncs", data={"object": "1", "verb": "synchronize"})

    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["location"]
