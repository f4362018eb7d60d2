"""A page of causes that is open hears what changed, and asks nothing while nothing did."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from backend.settings import Settings
from tests.browser.test_polls import LAST_STATEMENTS
from tests.waiting import until
from tests.web.causes.errors import API, PAGE, ROWS, number_of, refused, stopped_by_a_setting
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

STRETCHES = 40


@asynccontextmanager
async def direct(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(settings.database_url)
    try:
        yield connection
    finally:
        await connection.close()


async def rev_of(site: Whole) -> str:
    return hidden((await site.client.get(ROWS)).text, "rev")


async def at_rest(site: Whole) -> str:
    """The revision of a page that is not drawn again."""

    async def is_unchanged() -> bool:
        return (await site.client.get(f"{ROWS}&rev={await rev_of(site)}")).status_code == 204

    await until(is_unchanged)
    return await rev_of(site)


async def test_a_page_that_is_open_hears_that_a_setting_was_changed(settings: Settings) -> None:
    async with whole(settings) as site:
        await stopped_by_a_setting(site)

        rev = await at_rest(site)
        changed = {"quiet_seconds": {"customer": 60}}  # mends no line, which would be heard of by itself
        assert (await site.client.patch(API, json=changed, headers=site.key)).status_code == 200

        async def is_told() -> bool:
            return "Changed since" in (await site.client.get(f"{ROWS}&rev={rev}")).text

        await until(is_told)


async def test_an_unchanged_page_is_not_drawn_again_and_a_note_is(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        page = await site.client.get(PAGE)

        rev = await at_rest(site)
        form = {"csrf": csrf, "note": "Ask Jana", "owner": "", "seen": ""}
        await site.client.post(f"{PAGE}/{await number_of('N45')}/note", data=form)

        async def is_told() -> bool:
            return "Ask Jana" in (await site.client.get(f"{ROWS}&rev={rev}")).text

        await until(is_told)
        drawn = await site.client.get(ROWS)

    assert f'hx-get="{ROWS}"' in page.text
    assert 'name="csrf"' not in drawn.text


async def test_an_unchanged_poll_asks_postgres_nothing(settings: Settings) -> None:
    async with whole(settings) as site, direct(settings) as beside:
        await refused(site)
        rev, quiet = "", 0
        for _ in range(STRETCHES):  # other loops ask now and then: in some stretches they did not
            before = await beside.fetch(LAST_STATEMENTS)
            polls = [await site.client.get(f"{ROWS}&rev={rev}") for _ in range(3)]
            quiet += await beside.fetch(LAST_STATEMENTS) == before and {one.status_code for one in polls} == {204}
            rev = await rev_of(site)

    assert quiet > 0
