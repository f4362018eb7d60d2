"""Where the first page leads."""

import pytest

from backend.settings import Settings
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


async def test_it_leads_back_to_the_integration_that_one_was_at_if_it_is_there(settings: Settings) -> None:
    async with whole(settings) as site:
        for name in ("Books", "Other books"):
            books = {"name": name, "connector": "loopback", "secrets": {"password": "loopback"}}
            await site.client.post("/api/v1/integrations/", json=books, headers=site.key)
        page = await site.client.get("/integrations/2/maps")
        back = await site.client.get("/")
        cookie = page.headers["set-cookie"]
        site.client.cookies.set(cookie.split("=")[0], "99", domain=next(iter(site.client.cookies.jar)).domain)
        gone = await site.client.get("/")

    assert back.headers["location"] == "/integrations/2/objects"
    assert gone.headers["location"] == "/integrations/1/objects"
    assert all(part in cookie for part in ("_integration=2", "HttpOnly", "Path=/", "SameSite=lax"))
