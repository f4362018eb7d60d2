"""In the list a row says that people left a note beside its cause."""

import re

import pytest

from backend.actions.causes.note_cause import note_cause
from backend.settings import Settings
from backend.storage.integrations import replace_map
from tests.actions.make import customer
from tests.factories import drain, press, receive
from tests.waiting import until
from tests.web.causes.errors import N45, PAGE, number_of, refused
from tests.web.embeds.host import OBJECTS, hosted
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

LIST, ROWS = "/integrations/1/objects", "/integrations/1/rows"
LONG = 'Ask Jana <b>"now"</b>.\r\nShe ' + "knows why, " * 30


async def note(site: Whole, csrf: str, words: str) -> int:
    number = await number_of("N45")
    seen = hidden((await site.client.get(f"{PAGE}/{number}")).text, "seen")
    form = {"csrf": csrf, "note": words, "owner": "", "seen": seen}
    assert (await site.client.post(f"{PAGE}/{number}/note", data=form)).status_code == 303
    return number


def marked(text: str) -> dict[str, str]:
    """By key, where the mark leads and what it is called."""
    rows = re.findall(r'<tr id="o-.*?</tr>', text, re.DOTALL)
    mark = r'<td class="msg"><a class="note left" tabindex="-1" href="([^"]+)" title="([^"]+)"></a>'
    found = {re.findall(r'name="object".*? (\w+)"', row)[0]: re.findall(mark, row) for row in rows}
    assert "<!>" not in text
    return {key: " ".join(marks[0]) for key, marks in found.items() if marks}


async def test_a_row_shows_how_the_note_of_its_cause_begins_and_leads_there(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        before = (await site.client.get(LIST)).text
        number = await note(site, csrf, LONG)
        after = marked((await site.client.get(LIST)).text)
        await note(site, csrf, "")
        gone = (await site.client.get(LIST)).text

    assert marked(before) == marked(gone) == {}
    assert list(after) == ["C3", "C2", "C0"]
    (mark,) = set(after.values())
    assert mark.startswith(f"{PAGE}/{number} Note: Ask Jana &lt;b&gt;&#34;now&#34;&lt;/b&gt;. She knows why,")
    assert mark.endswith("…")
    assert len(mark) < 200


async def test_a_list_that_is_open_hears_of_a_note(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        rev = hidden((await site.client.get(LIST)).text, "rev")
        await note(site, csrf, "Ask Jana")

        async def is_told() -> bool:
            return len(marked((await site.client.get(f"{ROWS}?rev={rev}")).text)) == 3

        await until(is_told)


async def test_nothing_is_marked_that_is_in_error_no_more(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        await note(site, csrf, "Ask Jana")
        await receive(site.app.state.runtime, customer("C0", version=2, payment_term="N10"))
        await press(site.app.state.runtime, 1, "C0")
        await drain(site.app.state.runtime, 1)
        assert set(marked((await site.client.get(LIST)).text)) == {"C2", "C3"}


async def test_a_frame_shows_nothing_of_it(settings: Settings) -> None:
    async with hosted(settings) as host:
        await replace_map(1, "payment_term", {"N10": "Net 10"})
        await receive(host.runtime, customer("C2", payment_term="N45"))
        await press(host.runtime, 1, "C2")
        await drain(host.runtime, 1)
        words = {"note": "Secret", "owner": "Jana", "by": "tests", "seen": None}
        assert await note_cause(1, await number_of("N45"), **words) is None
        frame = await host.frame(role="viewer")
        shown = (await frame.get(OBJECTS)).text

    assert N45 in shown
    assert "Secret" not in shown
    assert marked(shown) == {}
