"""A person chooses the language of the screens, and the zone of times."""

import pytest
from httpx import Response

from backend.domain.sentence import Sentence
from backend.settings import Settings
from backend.web.locales.catalogs import words_of
from tests.web.hidden import hidden
from tests.web.test_syncs import make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio


async def save(one: Whole, **chosen: str) -> int:
    return (await saved(one, **chosen)).status_code


async def saved(one: Whole, **chosen: str) -> Response:
    page = await one.client.get("/you")
    csrf = hidden(page.text, "csrf")
    return await one.client.post("/you", data={"csrf": csrf, **chosen}, headers={"origin": "http://127.0.0.1:8000"})


async def test_the_screens_speak_the_language_that_was_chosen(settings: Settings) -> None:
    async with whole(settings) as one:
        status = await save(one, language="de", zone="Europe/Berlin")
        page = await one.client.get("/you", headers={"accept-language": "fr"})

    assert status == 303
    assert '<html lang="de" dir="ltr">' in page.text
    assert "Sprache" in page.text
    assert "<option selected>Europe/Berlin</option>" in page.text


async def test_what_was_saved_is_said_in_the_language_that_was_chosen(settings: Settings) -> None:
    async with whole(settings) as one:
        answer = await saved(one, language="de", zone="")
        page = await one.client.get(answer.headers["location"])

    assert words_of("de").said(Sentence("The settings are saved.")) in page.text
    assert "The settings are saved." not in page.text


async def test_who_chose_nothing_is_answered_as_the_browser_asks(settings: Settings) -> None:
    async with whole(settings) as one:
        pages = [await one.client.get("/you", headers={"accept-language": name}) for name in ("es-MX", "fr", "ja")]
        missing = await one.client.get("/nowhere", headers={"accept-language": "fr"})

    assert [page.text.partition('lang="')[2][:2] for page in [*pages, missing]] == ["es", "fr", "en", "fr"]


@pytest.mark.parametrize("wrong", [{"language": "tlh", "zone": ""}, {"language": "de", "zone": "Mars/Olympus"}])
async def test_what_is_not_on_the_lists_is_refused_by_its_field(settings: Settings, wrong: dict[str, str]) -> None:
    async with whole(settings) as one:
        assert await save(one, **wrong) == 400


async def test_single_keys_are_switched_off_and_on(settings: Settings) -> None:
    async with whole(settings) as one:
        await save(one, language="en", zone="", keys="off")
        off = await one.client.get("/you")
        await save(one, language="en", zone="", keys="")
        on = await one.client.get("/you")
        wrong = await save(one, language="en", zone="", keys="some")

    assert '<option value="off" selected>' in off.text
    assert '<option value="off">' in on.text
    assert wrong == 400


async def test_the_colours_that_were_chosen_hold_on_every_page_also_before_signing_in(settings: Settings) -> None:
    async with whole(settings) as one:
        await save(one, language="en", zone="", theme="dark")
        pages = [(await one.client.get(path)).text for path in ("/you", "/sign-in", "/nowhere")]
        await save(one, language="en", zone="", theme="")
        as_the_system = (await one.client.get("/you")).text
        wrong = await save(one, language="en", zone="", theme="mauve")

    assert ['<html lang="en" dir="ltr" data-theme="dark">' in page for page in pages] == [True] * 3
    assert all('<meta name="color-scheme" content="dark">' in page for page in pages)
    assert '<meta name="color-scheme" content="light dark">' in as_the_system
    assert "data-theme" not in as_the_system
    assert wrong == 400


PAGES = ("objects", "syncs/1", "causes")


async def read(one: Whole) -> list[str]:
    return [(await one.client.get(f"/integrations/1/{page}")).text for page in PAGES]


async def test_every_page_that_keeps_up_obeys_how_often_it_may(settings: Settings) -> None:
    async with whole(settings) as one:
        csrf = await make(one, 2)
        await one.client.post("/integrations/1/syncs", data={"csrf": csrf, "object": "1", "verb": "synchronize"})
        await save(one, language="en", zone="", live="slow")
        slow = await read(one)
        await save(one, language="en", zone="", live="off")
        off, choice = await read(one), await one.client.get("/you")
        await save(one, language="en", zone="", live="")
        live = await read(one)
        wrong = await save(one, language="en", zone="", live="often")

    assert all('data-every="30"' in page for page in slow)
    assert not any("<poll-driver" in page for page in off)
    assert all("Live updates are off. Read at" in page for page in off)
    assert '<option value="off" selected>' in choice.text
    assert all("<poll-driver" in page and "data-every" not in page and "are off" not in page for page in live)
    assert wrong == 400
