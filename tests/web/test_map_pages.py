"""Value maps as pages: entries changed in their place, imports previewed, and what stopped sent again."""

from html import unescape
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.integrations import maps
from tests.actions.make import customer
from tests.factories import drain, press, receive, sql, statuses
from tests.frontend.sample import HOSTILE
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

PAGE = "/integrations/1/maps/payment_term"
ENTRIES = {"N30": "Net 30", "N45": "Net 45"}
_numbers = count(1)


async def make(site: Whole, entries: dict[str, str] = ENTRIES) -> None:
    await site.make_books(company=f"Map {next(_numbers)}")
    await site.client.put("/api/v1/integrations/1/value-maps/payment_term", json=entries, headers=site.key)


async def push(site: Whole, *terms: str) -> None:
    """One customer for each payment term, pushed."""
    runtime = site.app.state.runtime
    await receive(runtime, *[customer(f"C{n}", payment_term=term) for n, term in enumerate(terms)])
    await press(runtime, 1)
    await drain(runtime, 1)


async def sign_in(site: Whole, role: Role) -> None:
    """As somebody else."""
    await create_user(role, role, by="tests")
    site.client.cookies.clear()
    await site.client.get(str(await make_link(site.app.state.runtime, role, by="tests")))


async def post(site: Whole, below: str, files: Any = None, **fields: str) -> Any:
    page = (await site.client.get("/integrations/1/line")).text
    csrf = hidden(page, "csrf")
    return await site.client.post(f"{PAGE}/{below}", data={"csrf": csrf, **fields}, files=files)


async def followed(site: Whole, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str((await site.client.get(answer.headers["location"])).text)


async def entries() -> dict[str, str]:
    return (await maps(1)).entries.get("payment_term", {})


async def test_the_list_says_how_many_entries_a_map_has_and_who_waits_for_one(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await push(site, "N30", "N90", "N90")
        page = (await site.client.get("/integrations/1/maps")).text

    assert "2 entries" in page
    assert "2 objects stopped at it" in page


async def test_an_entry_is_added_where_an_error_leads_and_what_waited_for_it_is_sent_again(settings: Settings) -> None:
    async with whole(replace(settings, undo_seconds=0)) as site:
        await make(site)
        await push(site, "N30", "N90", "N90")
        lacking = (await site.client.get(PAGE)).text
        led = (await site.client.get(PAGE, params={"code": "N90"})).text
        done = await followed(site, await post(site, "entries", code="N90", value="Net 90"))
        offer = {"cause": hidden(done, "cause", 'id="stopped"'), "expect": hidden(done, "expect", 'id="stopped"')}
        sent = await post(site, "retry", **offer)
        await drain(site.app.state.runtime, 1)
        after, stands = (await site.client.get(PAGE)).text, await statuses(1)

    assert "/maps/payment_term?code=N90" in lacking
    assert "/retry" not in lacking
    assert 'name="code" value="N90"' in led
    assert "N90 → Net 90 is stored. No object already sent would differ." in done
    assert offer["expect"] == "2"
    assert sent.headers["location"] == "/integrations/1/syncs/2"
    assert stands == {"C0": "success", "C1": "success", "C2": "success"}
    assert 'id="stopped"' not in after


async def test_what_waited_for_an_entry_and_is_sent_again_can_be_taken_back_whole(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await push(site, "N30", "N90", "N90")
        done = await followed(site, await post(site, "entries", code="N90", value="Net 90"))
        offer = {"cause": hidden(done, "cause", 'id="stopped"'), "expect": hidden(done, "expect", 'id="stopped"')}
        await post(site, "retry", **offer)
        await drain(site.app.state.runtime, 1)
        waiting = await statuses(1)
        undone = await followed(site, await post(site, "../../syncs/2/stop"))
        stands = await statuses(1)

    assert waiting == {"C0": "success", "C1": "pending", "C2": "pending"}
    assert stands == {"C0": "success", "C1": "error", "C2": "error"}
    assert "Undone: nothing of it was sent." in undone


async def test_the_drawer_of_what_stopped_leads_to_the_entry_that_it_misses(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await push(site, "N&9/ü", "N30")
        stopped = (await site.client.get("/integrations/1/objects/customer/C0")).text
        sent = (await site.client.get("/integrations/1/objects/customer/C1")).text
        tried = (await site.client.get("/integrations/1/objects/customer/C0?tab=will_send")).text
        content = (await site.client.get("/integrations/1/objects/customer/C0?tab=content")).text
        led = (await site.client.get(f"{PAGE}?code=N%269%2F%C3%BC")).text

    assert all(f'href="{PAGE}?code=N%269%2F%C3%BC"' in page for page in (stopped, tried.partition('id="will-send"')[2]))
    assert "<mark><b>N&9/ü</b></mark> <small>the error is about this</small>" in " ".join(unescape(content).split())
    assert "syncline map" not in stopped + tried  # nobody types a command into a page
    assert "To the value map" not in sent
    assert 'name="code" value="N&amp;9/ü"' in led.replace("&#252;", "ü")


async def test_a_changed_entry_says_how_many_objects_already_sent_would_differ(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await push(site, "N30", "N30", "N45")
        seen = hidden((await site.client.get(PAGE)).text, "seen", 'id="entry-N30"')
        done = await followed(site, await post(site, "entries", code="N30", value="30 days", seen=seen))
        audits = await sql("SELECT actor, subject FROM audit WHERE action = 'value_map.merged'")
        kept = await entries()

    assert "2 objects already sent would differ. None is sent again by itself." in done
    assert kept == {"N30": "30 days", "N45": "Net 45"}
    assert [tuple(one) for one in audits] == [("ada", "payment_term")]


async def test_who_changed_an_entry_finds_it_where_it_stood(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        seen = hidden((await site.client.get(PAGE, params={"find": "n3"})).text, "seen", 'id="entry-N30"')
        done = await post(site, "entries", code="N30", value="30 days", seen=seen, find="n3")
        page = (await site.client.get(done.headers["location"])).text

    assert done.headers["location"].startswith(f"{PAGE}?find=n3&said=")
    assert done.headers["location"].endswith("#entry-N30")
    assert "N30 → 30 days is stored" in page
    assert 'id="entry-N45"' not in page


async def test_an_entry_is_removed_and_the_others_stay(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        seen = hidden((await site.client.get(PAGE)).text, "seen", 'id="entry-N30"')
        done = await followed(site, await post(site, "entries", code="N30", value="x", seen=seen, do="remove"))
        kept = await entries()

    assert "N30 has no entry any more" in done
    assert kept == {"N45": "Net 45"}


async def test_who_changes_what_somebody_changed_meanwhile_is_told_and_stores_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        page = (await site.client.get(PAGE)).text
        mine, other = (hidden(page, "seen", f'id="entry-{code}"') for code in ("N30", "N45"))
        await post(site, "entries", code="N30", value="theirs", seen=mine)
        late = await post(site, "entries", code="N30", value="mine", seen=mine)
        beside = await post(site, "entries", code="N45", value="beside", seen=other)
        new = await post(site, "entries", code="N30", value="new")
        kept = await entries()

    assert (late.status_code, "Somebody changed this meanwhile" in late.text) == (422, True)
    assert beside.status_code == 303
    assert (new.status_code, "This code has an entry already" in new.text) == (422, True)
    assert kept == {"N30": "theirs", "N45": "beside"}


@pytest.mark.parametrize(("code", "value", "field"), [(" ", "x", "Code"), ("N9", " ", "Value")])
async def test_a_bad_entry_is_refused_by_its_field_and_kept_as_it_was_typed(
    settings: Settings, code: str, value: str, field: str
) -> None:
    async with whole(settings) as site:
        await make(site)
        refused = await post(site, "entries", code=code, value=value)
        kept = await entries()

    assert refused.status_code == 422
    assert f"{field}: expected text of 1 to 200 characters" in refused.text
    assert f'name="code" value="{code}"' in refused.text
    assert kept == ENTRIES


@pytest.mark.parametrize("comma", ["\t", ",", ";"])
@pytest.mark.parametrize("header", ["", "code{}value\r\n"])
async def test_what_is_pasted_is_shown_first_and_then_stored(settings: Settings, comma: str, header: str) -> None:
    pasted = f"{header.format(comma)}N30{comma}30 days\r\nN60{comma}Net 60\r\n"
    async with whole(settings) as site:
        await make(site)
        await push(site, "N30", "N45")
        preview = (await post(site, "import", pasted=pasted)).text
        before = await entries()
        stored = {"pasted": pasted, "seen": hidden(preview, "seen", "/import"), "do": "store"}
        done = await followed(site, await post(site, "import", **stored))
        after = await entries()

    assert "1 added, 1 changed, 0 removed" in preview
    assert "1 object already sent would differ" in preview
    assert before == ENTRIES
    assert "1 added, 1 changed, 0 removed. 1 object already sent would differ" in done
    assert after == {"N30": "30 days", "N45": "Net 45", "N60": "Net 60"}


async def test_a_file_that_is_the_whole_map_removes_what_it_does_not_name(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        file = {"file": ("terms.csv", "\ufeffcode,value\nN30,Net 30\nÄ,30 días\n".encode(), "text/csv")}
        preview = (await post(site, "import", replace="yes", files=file)).text
        text = preview.split('name="pasted" value="')[1].split('"')[0]
        fields = {"pasted": text, "replace": "yes", "seen": hidden(preview, "seen", "/import"), "do": "store"}
        await post(site, "import", **fields)
        again = await post(site, "import", **fields)
        after = await entries()

    assert "1 added, 0 changed, 1 removed" in preview
    assert after == {"N30": "Net 30", "Ä": "30 días"}
    assert (again.status_code, "Somebody changed this meanwhile" in again.text) == (422, True)


async def test_what_cannot_be_read_is_refused_by_line_and_stays_in_the_field(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        refused = await post(site, "import", pasted="N60,Net 60\nN61\nN60,x\n")
        nothing = await post(site, "import", pasted=" ")
        binary = await post(site, "import", files={"file": ("x.xls", b"\xd0\xcf\x11\xe0", "text/csv")})
        kept = await entries()

    assert refused.status_code == 422
    assert "Line 2: expected two cells, a code and a value, got 1" in refused.text
    assert "stands in line 1 already" in refused.text
    assert "N61\nN60,x" in refused.text
    assert [one.status_code for one in (nothing, binary)] == [422, 422]
    assert kept == ENTRIES


async def test_who_only_looks_sees_the_entries_and_may_change_none(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await push(site, "N90")
        await sign_in(site, Role.VIEWER)
        page = (await site.client.get(PAGE)).text
        refused = [await post(site, below, code="N30", value="x") for below in ("entries", "import", "retry")]
        file = await site.client.get(f"{PAGE}/csv")
        kept = await entries()

    assert "Net 30" in page
    assert "<form" not in page.split('id="stopped"')[1].split("</section>")[0]
    assert 'name="value"' not in page
    assert [one.status_code for one in refused] == [403, 403, 403]
    assert file.content == b"code,value\r\nN30,Net 30\r\nN45,Net 45\r\n"
    assert kept == ENTRIES


async def test_codes_and_values_are_text_and_a_long_map_comes_in_pages(settings: Settings) -> None:
    many = {HOSTILE: HOSTILE, "*": "all", "#1": "before a star"} | {f"K{n:04}": "x" for n in range(300)}
    async with whole(settings) as site:
        await make(site, many)
        first = (await site.client.get(PAGE)).text
        link = first.split("More entries")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        second = (await site.client.get(link)).text
        found = (await site.client.get(PAGE, params={"find": "k0299"})).text
        nowhere = await site.client.get("/integrations/1/maps/strange")

    assert HOSTILE not in first
    assert first.index('id="entry-_2a_"') < first.index('id="entry-_23_1"')
    assert ('id="entry-K0299"' in first, 'id="entry-K0299"' in second) == (False, True)
    assert "303 entries, 1 found" in found
    assert nowhere.status_code == 404


@pytest.mark.parametrize(("page", "what"), [(PAGE + "?code=N99", "entries"), ("/integrations/1/settings", "settings")])
async def test_an_operator_reads_whom_to_ask_for_a_change(settings: Settings, page: str, what: str) -> None:
    async with whole(settings) as site:
        await make(site)
        own = await site.client.get(page)
        await sign_in(site, Role.OPERATOR)
        asked = await site.client.get(page)

    assert f"Only an administrator may change {what}: ask ada." in asked.text
    assert "Only an administrator may" not in own.text
