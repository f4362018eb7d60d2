"""The audit as a screen and a file: what was done is found again, and nothing in it acts."""

import csv
import io
import re

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage import audits
from tests.actions.make import department
from tests.factories import press as press_objects
from tests.factories import receive, sql
from tests.frontend.sample import HOSTILE
from tests.web.browsers import another
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

MANY = """INSERT INTO audit (actor, action, subject)
          SELECT 'erp', 'user.disabled', n::text FROM generate_series(1, $1::int) n"""


async def said(site: Whole, query: str = "") -> list[str]:
    """The sentences of the page, as they are written there."""
    page = await site.client.get(f"/audit?{query}")
    assert page.status_code == 200, page.text
    return re.findall(r'<span class="say">(.*?)</span>', page.text)


async def test_a_row_is_a_sentence_with_its_facts_in_place_newest_first(settings: Settings) -> None:
    async with whole(settings) as site:
        await audits.write("ada", "user.role_changed", subject="bob", facts={"from": "viewer", "to": "admin"})
        await audits.write("", "session.refused", facts={"address": "10.0.0.1"})
        await audits.write("ada", "moon.landed", subject=HOSTILE)
        found = await said(site)

    assert found[0].startswith("ada: moon.landed &lt;script&gt;")
    assert found[1:3] == [
        "A sign-in as somebody unknown from 10.0.0.1 was refused",
        "ada changed the role of bob from viewer to admin",
    ]


async def test_what_is_ours_in_a_row_is_said_in_the_readers_language(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await audits.write("command line", "value_map.merged", subject="payment_term")
        await audits.write("ada", "integration.changed", facts={"fields": ["batch_size", "secrets"]})
        page = (await site.client.get("/audit", headers={"accept-language": "de"})).text

    assert "Kommandozeile hat Einträge der Wertetabelle Zahlungsbedingung geändert" in page
    assert "ada hat Einstellungen geändert: Stapelgröße, Passwörter" in page
    assert "ada hat sich von 127.0.0.1 angemeldet (Link)" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=erp", ["erp made the key till with the role ingest"]),
        ("what=syncs", ["ada stopped sync 7"]),
        ("integration=1", ["ada stopped sync 7"]),
        ("object=TIL", ["erp made the key till with the role ingest"]),
        ("object=sy%25", []),
        ("since=2100-01-01", []),
        ("until=2020-01-01", []),
        ("what=people&who=ada", ["ada disabled bob"]),
    ],
)
async def test_it_is_asked_by_who_what_integration_object_and_date(
    settings: Settings, query: str, found: list[str]
) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await audits.write("ada", "sync.stopped", 1, subject="sync 7", facts={"sync": 7, "unmarked": 0})
        await audits.write("erp", "api_key.created", subject="till", facts={"role": "ingest"})
        await audits.write("ada", "user.disabled", subject="bob")
        rows = [one for one in await said(site, query) if not one.startswith("tests ")]

    assert rows == found


async def test_an_object_is_found_in_the_syncs_that_count_it_only(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        runtime = site.app.state.runtime
        await receive(runtime, department("DEP1"), department("DEP2"), department("DEP3"))
        await press_objects(runtime, 1, "DEP1", "DEP2", by="ada")
        await press_objects(runtime, 1, "DEP3", by="ada")
        found = await said(site, "object=DEP2")

    assert found == ["ada synchronized 2 objects: sync 1"]


async def test_a_stop_leads_to_its_sync_and_is_found_by_its_objects(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await receive(site.app.state.runtime, department("DEP1"))
        await press_objects(site.app.state.runtime, 1, "DEP1", by="ada")
        await stop_sync(1, 1, by="bob")
        page = await site.client.get("/audit?object=DEP1")

    assert "bob stopped sync 1" in page.text
    assert page.text.count('href="/integrations/1/syncs/1"') == 2


async def test_pages_show_each_row_once_and_the_last_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        await sql(MANY, 250)
        seen, query = [], "who=erp"
        for _ in range(3):
            page = await site.client.get(f"/audit?{query}")
            seen += re.findall(r"erp disabled (\d+)<", page.text)
            link = re.search(r'id="next-page"[^>]*href="/audit\?([^"]+)"', page.text)
            query = link[1].replace("&amp;", "&") if link else ""

    assert seen == [str(number) for number in range(250, 0, -1)]
    assert query == ""


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("since=soon", "From: expected a date"),
        ("what=moon", "What: expected one of"),
        ("object=xy", "Object: expected"),
        ("after=x", "after: expected a number"),
        ("zone=Mars", "zone: expected a time zone such as Europe/Berlin"),
        ("since=2026-11-02&until=2026-11-01", "to: expected a date that is not before 2026-11-02, got 2026-11-01"),
        ("integration=-1", "Integration: expected a number"),
    ],
)
async def test_what_cannot_be_read_is_named_and_no_file_is_made_of_it(
    settings: Settings, query: str, problem: str
) -> None:
    async with whole(settings) as site:
        page, file = [await site.client.get(f"/{path}?{query}") for path in ("audit", "audit.csv")]

    assert (page.status_code, problem in page.text) == (200, True)
    assert file.status_code == 400


async def test_the_file_has_every_row_no_formula_and_leaves_a_row_itself(settings: Settings) -> None:
    async with whole(settings) as site:
        await sql(MANY, 2500)
        await audits.write("=1+1", "user.disabled", subject="@SUM(A1)", facts={"note": 'a "quoted", \n line'})
        file = await site.client.get("/audit.csv?what=people")
        (kept,) = await sql("SELECT actor, facts->>'filter' AS filter FROM audit WHERE action = 'audit.exported'")
    header, *lines = csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""))

    assert file.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    assert header == ["at", "who", "action", "integration", "subject", "what", "facts"]
    assert lines[0][1:6] == ["'=1+1", "user.disabled", "", "'@SUM(A1)", "'=1+1 disabled @SUM(A1)"]
    assert [line[4] for line in lines if line[1] == "erp"] == [str(number) for number in range(2500, 0, -1)]
    assert tuple(kept) == ("ada", "what=people")


async def test_a_program_gets_the_same_file_with_an_administrators_key_only(settings: Settings) -> None:
    async with whole(settings) as site:
        token = await create_api_key("ops", Role.OPERATOR, by="tests")
        refused = await site.client.get("/api/v1/audit.csv", headers={"authorization": f"Bearer {token}"})
        file = await site.client.get("/api/v1/audit.csv?what=people", headers=site.key)
        (kept,) = await sql("SELECT actor FROM audit WHERE action = 'audit.exported'")

    assert refused.status_code == 403
    assert "tests made the key ops with the role operator" in file.text
    assert kept["actor"] == "tests"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
async def test_others_are_refused_and_see_no_link(settings: Settings, role: Role) -> None:
    async with whole(settings) as site:
        await create_user("bob", role, by="tests")
        async with another(site, "bob") as bob:
            answers = [await bob.get(path) for path in ("/you", "/audit", "/audit.csv")]

    assert [one.status_code for one in answers] == [200, 403, 403]
    assert 'id="to-audit"' not in answers[0].text
