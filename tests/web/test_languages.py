"""What the application says of itself reaches a person in their language, and a program in English."""

import re
from html import unescape

import pytest

from backend.settings import Settings
from tests.factories import drain, press, sql
from tests.web.browsers import press as press_form
from tests.web.causes.errors import refused
from tests.web.hidden import hidden
from tests.web.test_doctor import PAGE as DOCTOR
from tests.web.test_setting_pages import filled
from tests.web.test_syncs import API, HTMX, LIST, make
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

GERMAN = {"accept-language": "de", "origin": "http://127.0.0.1:8000"}


async def test_what_a_press_did_is_said_in_the_language_of_who_pressed(settings: Settings) -> None:
    async with whole(settings) as site:
        form = {"csrf": await make(site, 3), "object": ["1", "2"], "verb": "synchronize"}
        first = await site.client.post("/integrations/1/syncs", data=form, headers=GERMAN | HTMX)
        plain = await site.client.post("/integrations/1/syncs", data=form, headers=GERMAN)
        page = await site.client.get(plain.headers["location"], headers=GERMAN)
        as_english = await site.client.get(plain.headers["location"], headers={"accept-language": "en"})

    assert "2 eingereiht" in first.text
    assert "Nichts wurde gesendet · 2 ausgelassen: wird schon synchronisiert" in page.text
    assert "Nichts wurde gesendet" in as_english.text  # it was said to who pressed


@pytest.mark.parametrize(
    ("language", "said"), [("en", "in English"), ("de", "auf Englisch"), ("es", "en inglés"), ("fr", "en anglais")]
)
async def test_the_field_says_in_which_language_messages_are_searched_and_so_does_a_search_that_found_nothing(
    settings: Settings, language: str, said: str
) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        page = await site.client.get(LIST, headers={"accept-language": language})
        nothing = await site.client.get(f"{LIST}?message=Eintrag", headers={"accept-language": language})

    titled = re.search(r'<input id="filter-message"[^>]* title="([^"]*)"', page.text)
    assert titled
    assert said in unescape(titled[1])
    assert f"<p>{unescape(titled[1])}.</p>" in unescape(nothing.text)


async def test_a_kept_reason_is_said_in_the_language_of_who_reads_it(settings: Settings) -> None:
    async with whole(settings) as site:
        form = {"csrf": await make(site, 3), "object": ["1", "2"], "verb": "synchronize"}
        await site.client.post("/integrations/1/syncs", data=form, headers=GERMAN)
        await site.client.post("/integrations/1/syncs", data=form | {"object": ["1", "3"]}, headers=GERMAN)
        pages = [
            await site.client.get("/integrations/1/syncs/2", headers={"accept-language": one}) for one in ("de", "en")
        ]
        program = await site.client.get(f"{API}/syncs/2", headers=site.key | GERMAN)

    assert "1 ausgelassen: wird schon synchronisiert (zum Beispiel D000)." in pages[0].text
    assert "1 left out: already synchronizing (for instance D000)." in pages[1].text
    assert program.json()["left_out"] == [{"reason": "already synchronizing", "count": 1, "example": "D000"}]


async def test_how_the_line_stands_is_said_to_each_as_they_read(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 1)
        form = {"csrf": csrf, "reason": "Month end"}
        await site.client.post("/integrations/1/hold", data=form, headers=GERMAN)
        pressed = {"csrf": csrf, "object": ["1"], "verb": "synchronize"}
        toast = await site.client.post("/integrations/1/syncs", data=pressed, headers=GERMAN | HTMX)
        program = await site.client.get(API, headers=site.key | GERMAN)

    assert "1 angenommen; gesendet wird (sobald die Integration freigegeben ist)" in toast.text
    assert program.json()["line"]["stands"] == "held"


async def test_a_refusal_names_itself_in_the_language_of_the_screen_and_in_english_to_programs(
    settings: Settings,
) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        page = await site.client.get("/integrations/7/objects", headers=GERMAN)
        program = await site.client.get("/api/v1/integrations/7", headers=site.key | GERMAN)

    assert ("Nicht vorhanden" in page.text, "Es gibt keine Integration 7" in page.text) == (True, True)
    assert (program.json()["title"], program.json()["status"]) == ("Not there", 404)


async def test_what_is_wrong_with_a_filter_is_said_in_the_language_of_the_screen(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        page = await site.client.get(f"{LIST}?version=old", headers=GERMAN)
        program = await site.client.get(f"{API}/objects?version=old", headers=site.key | GERMAN)

    assert (
        "Version: erwartet wird eine Version wie 7, ein Bereich wie 5-9 oder behind, angegeben: &#34;old&#34;."
        in page.text
    )
    assert program.json()["problems"][0]["sentence"].startswith("expected a version such as 7")


async def test_what_the_doctor_finds_is_said_in_the_language_of_who_presses(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(hide_kind="customer")
        csrf = hidden((await site.client.get(DOCTOR)).text, "csrf")
        page = await site.client.post(DOCTOR, data={"csrf": csrf}, headers=GERMAN)
        program = await site.client.post(f"{API}/doctor", headers=site.key | GERMAN)

    assert "Einstellungen und Geheimnisse sind da und brauchbar" in page.text
    assert "Das Zielsystem zeigt diese Art niemandem: Kunde" in page.text
    assert "Ein Administrator von Loopback (im Arbeitsspeicher) ändert es dort." in page.text
    assert "Angemeldet bei" in page.text
    assert "Settings and secrets are there and can be used" in [one["sentence"] for one in program.json()["findings"]]


async def test_a_cause_and_who_can_mend_it_are_said_to_each_as_they_read(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        page = await site.client.get("/integrations/1/causes", headers=GERMAN)
        one = await site.client.get("/integrations/1/objects/customer/C0?tab=attempts", headers=GERMAN)

    assert "Zahlungsbedingung N45 hat keinen Eintrag in der Wertetabelle" in page.text
    assert (
        "Ein Administrator von Syncline. Fügen Sie den Eintrag dieser Wertetabelle der Integration hinzu." in page.text
    )
    assert "Zahlungsbedingung N45 hat keinen Eintrag in der Wertetabelle" in one.text


async def test_what_an_attempt_did_and_met_is_said_in_words_of_the_reader(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        await press(site.app.state.runtime, 1)
        await drain(site.app.state.runtime, 1)
        page = await site.client.get("/integrations/1/objects/department/D000?tab=attempts", headers=GERMAN)

    assert "Ausgeführt" in page.text
    assert "Anlegen, Version 1" in page.text


async def test_a_form_that_is_refused_says_why_in_the_language_of_the_screen(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        form = filled((await site.client.get("/integrations/1/settings")).text)
        path, wrong = "/integrations/1/settings", {"connections_allowed": "99", "source_url": "http://erp/{key}"}
        page = await site.client.post(path, data=form | wrong, headers=GERMAN)
        unread = await site.client.post(path, data=form | {"level_overrides": "200"}, headers=GERMAN)
        held = await site.client.post(
            "/integrations/1/hold", data={"csrf": form["csrf"], "reason": " "}, headers=GERMAN
        )
        program = await site.client.patch(API, json={"connections_allowed": 99}, headers=site.key | GERMAN)

    assert "Erwartet wird eine ganze Zahl von 1 bis 32, angegeben: 99." in page.text
    assert "Zeile 1: erwartet wird Name = Wert" in unread.text
    assert "Erwartet wird eine Adresse, die mit https:// und einem Rechner beginnt" in page.text
    assert "Sagen Sie, warum, für alle, die sie gesperrt vorfinden" in held.text
    assert program.json()["problems"][0]["sentence"] == "expected a whole number from 1 to 32, got 99"


async def test_roles_are_named_in_the_language_of_the_reader(settings: Settings) -> None:
    async with whole(settings) as site:
        await press_form(site.client, "/people", name="bob", role="viewer")
        changed = await press_form(site.client, "/people/change-role", name="bob", role="operator")
        audit = await site.client.get("/audit", headers=GERMAN)

    assert changed.status_code == 303
    assert "Betrachter" in audit.text
    assert "Bearbeiter" in audit.text


async def test_an_audit_filter_that_cannot_be_read_is_refused_in_the_language_of_the_reader(settings: Settings) -> None:
    async with whole(settings) as site:
        page = await site.client.get("/audit?since=soon", headers=GERMAN)

    assert "Von: erwartet wird ein Datum" in page.text


async def test_messages_of_the_list_and_the_name_of_a_retry_are_said_to_each_as_they_read(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        seen = [await site.client.get(LIST, headers={"accept-language": one}) for one in ("de", "en")]
        (row,) = await sql("SELECT id FROM cause WHERE sentence LIKE 'Payment term N45%' OR sentence LIKE '%N45%'")
        retry = {"csrf": csrf, "expect": "3"}
        await site.client.post(f"/integrations/1/causes/{row['id']}/retry", data=retry, headers=GERMAN)
        syncs = await site.client.get("/integrations/1/syncs", headers=GERMAN)
        export = await site.client.get(f"{LIST}.csv", headers=GERMAN)

    assert "Zahlungsbedingung N45 hat keinen Eintrag in der Wertetabelle „Zahlungsbedingung“" in seen[0].text
    assert "Blockiert: Kunde C0 steht im Fehler" in seen[0].text
    assert "Blocked by customer C0, which is in error" in seen[1].text
    assert "Neuer Versuch: „" in syncs.text
    assert "N45 hat keinen Eintrag" in syncs.text
    assert "Blocked by customer C0, which is in error" in export.text
