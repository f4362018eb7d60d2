"""The band says that nothing leaves this machine only where that is so."""

from typing import Any

import msgspec
import pytest

from backend.settings import Settings
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

SAYS_SO = "nothing leaves this machine"
IN_MEMORY: dict[str, Any] = {"name": "Books", "connector": "loopback", "secrets": {"password": "x"}}
COMPANY = {"company_id": "c", "sender_id": "s", "user_id": "u"}


async def page_of(integration: dict[str, Any], settings: Settings) -> str:
    """The grid."""
    async with whole(settings) as (_, client, key, _):
        made = await client.post("/api/v1/integrations/", json=integration, headers=key)
        answer = await client.get("/integrations/1/objects")
    assert (made.status_code, answer.status_code) == (201, 200), made.text + answer.text
    return answer.text


def sending_to(endpoint: str) -> dict[str, Any]:
    secrets = {"sender_password": "x", "user_password": "x"}
    config = COMPANY | {"endpoint": endpoint}
    return {"name": "Books", "connector": "sage_intacct", "config": config, "secrets": secrets}


def in_a_demo(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, demo=True)


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "127.8.9.10", "[::1]:8001", "localhost:8001"])
async def test_a_demo_that_sends_to_this_machine_says_so(settings: Settings, host: str) -> None:
    assert SAYS_SO in await page_of(sending_to(f"http://{host}/ia/xml/xmlgw.phtml"), in_a_demo(settings))


async def test_so_does_one_that_keeps_everything_in_memory(settings: Settings) -> None:
    assert SAYS_SO in await page_of(IN_MEMORY, in_a_demo(settings))


@pytest.mark.parametrize(
    "endpoint",
    ["https://api.intacct.com/x", "http://stand-in:8001/x", "http://10.0.0.7/x", "https://localhost.example.com/x"],
)
async def test_a_demo_that_sends_elsewhere_does_not(settings: Settings, endpoint: str) -> None:
    assert SAYS_SO not in await page_of(sending_to(endpoint), in_a_demo(settings))


async def test_what_is_no_demo_never_does(settings: Settings) -> None:
    assert SAYS_SO not in await page_of(IN_MEMORY, settings)
