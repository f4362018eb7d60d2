"""The columns of the list are the person's own choice, also without a script."""

import re

import pytest

from backend.domain.grid.layout import COLUMNS, TOLD, Layout, read_layout
from backend.settings import Settings
from tests.factories import press
from tests.web.hidden import hidden
from tests.web.test_exporting import LIST, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

ROWS = "/integrations/1/rows"
ORIGIN = {"origin": "http://127.0.0.1:8000", "referer": f"http://127.0.0.1:8000{LIST}?key=D"}


async def choose(site: Whole, *columns: str) -> tuple[int, str]:
    csrf = hidden((await site.client.get(LIST)).text, "csrf")
    form = {"csrf": csrf, "column": list(columns)}
    answer = await site.client.post("/integrations/1/columns", data=form, headers=ORIGIN)
    return answer.status_code, answer.headers.get("location", "")


def table(text: str) -> str:
    return text.split('<table id="objects" class="')[1].split('"', maxsplit=1)[0]


async def test_what_a_person_chose_is_kept_and_the_rows_stay_as_they_were_drawn(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        before = (await site.client.get(f"{LIST}?key=D")).text
        chosen = await choose(site, "version", "counterparty", "dense")
        after = (await site.client.get(chosen[1])).text

    assert chosen == (303, f"{LIST}?key=D")
    assert table(before).split() == ["grid", "no-counterparty", "no-number"]
    assert table(after).split() == ["grid", "no-kind", "no-entity", "no-amount", "no-number", "no-changed", "dense"]
    assert before.split('<tbody id="rows"')[1].split("</tbody>")[0] in after


async def test_how_often_and_for_whom_an_object_was_tried_is_read_for_who_shows_it_only(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1", "D2")
        await press(site.app.state.runtime, 1, "D1", by="Ada & Co")
        before = (await site.client.get(LIST)).text
        await choose(site, "attempts", "by")
        page = (await site.client.get(LIST)).text
        rev = page.split('name="rev" value="')[1].split('"')[0]
        same = await site.client.get(f"{ROWS}?more=attempts.by&rev={rev}")
        polled, of_another_tab = [(await site.client.get(f"{ROWS}?{query}")).text for query in ("more=attempts.by", "")]

    assert '<input type="hidden" name="more" value="attempts.by">' in page
    assert same.status_code == 204
    for shown in (page, polled):
        assert re.findall(r'attempts">(\d+)</td><td class="[^"]*by">([^<]*)<', shown) == [
            ("0", ""),
            ("0", "Ada &amp; Co"),
        ]
    assert 'attempts">' not in of_another_tab
    assert "Last by</th>" not in before


async def test_a_column_that_there_is_not_is_refused_by_name(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        assert (await choose(site, "kind", "secrets"))[0] == 400


@pytest.mark.parametrize("layout", [Layout(), Layout(frozenset()), Layout(frozenset({*COLUMNS, *TOLD}), dense=True)])
def test_a_layout_is_read_as_it_was_written(layout: Layout) -> None:
    assert read_layout(str(layout)) == layout
    assert read_layout(f"{layout}.unheard-of") == layout
