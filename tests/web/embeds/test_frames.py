"""Which pages of ours other sites may frame: that of an embed, for the origins that are listed, and nothing else."""

import pytest

from backend.settings import Settings
from backend.web.headers import CONTENT_SECURITY_POLICY, HEADERS
from tests.web.embeds.host import OBJECTS, ORIGIN, hosted

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("size", ["badge", "panel", "full"])
async def test_the_page_of_an_embed_may_be_framed_by_the_origin_that_it_names(settings: Settings, size: str) -> None:
    async with hosted(settings) as host:
        answer = await host.site.client.get(f"/embed/{size}?origin={ORIGIN}")

    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy == CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ORIGIN}")
    assert "x-frame-options" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert 'content="no-referrer"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/embed/full", 403),
        ("/embed/full?origin=https://elsewhere.example", 403),
        ("/embed/full?origin=null", 403),
        ("/embed/full?origin=*", 403),
        ("/embed/poster?origin=https://portal.example", 400),
        (OBJECTS, 200),
        ("/", 303),
        ("/sign-in", 200),
        ("/nowhere", 404),
    ],
)
async def test_everything_else_stays_out_of_every_frame(settings: Settings, path: str, status: int) -> None:
    async with hosted(settings) as host:
        answer = await host.site.client.get(path)

    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in HEADERS} == {name: [one] for name, one in HEADERS.items()}


async def test_an_origin_that_is_not_listed_is_told_which_setting_lists_it(settings: Settings) -> None:
    async with hosted(settings) as host:
        answer = await host.site.client.get("/embed/panel?origin=https://elsewhere.example")

    assert "SYNCLINE_EMBED_ORIGINS" in answer.text
    assert "https://elsewhere.example" in answer.text
