"""A filter that would be slow is said to be, and is never a hang."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from backend.settings import Settings
from backend.storage.screens.objects import matching
from tests.web.test_exporting import LIST, make
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

SLOW = f"{LIST}?message=nobody&kind=department"
SAID = "What this filter finds takes too long"


@asynccontextmanager
async def nobody_reads_messages(settings: Settings) -> AsyncIterator[None]:
    """As if it took for ever to find one."""
    other = await asyncpg.connect(settings.database_url)
    try:
        async with other.transaction():
            await other.execute("LOCK TABLE binding_message IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await other.close()


async def test_a_slow_filter_is_stopped_and_says_what_to_leave_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "PATIENCE_SECONDS", 0.2)
    async with whole(settings) as site:
        await make(site, "D1")
        async with nobody_reads_messages(settings):
            page = await site.client.get(SLOW)
            polled = await site.client.get(SLOW.replace("objects", "rows"), headers={"hx-request": "true"})
            program = await site.client.get(f"/api/v1{SLOW}", headers=site.key)
            file = await site.client.get(SLOW.replace("objects", "objects.csv"))
        after = await site.client.get(SLOW)

    assert page.status_code == 200
    assert "No object is shown: what this filter finds takes too long" in page.text
    assert f'href="{LIST}?kind=department"' in page.text  # without the message
    assert 'id="chip-error"' not in page.text  # no number is made up
    assert [one.status_code for one in (polled, program, file)] == [503, 503, 503]
    assert program.json()["detail"].startswith(SAID)
    assert "No object matches this filter" in after.text
