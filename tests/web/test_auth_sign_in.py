"""Signing in: by password, by a link that works once, and never into somebody else's session."""

import re
from pathlib import Path

import httpx
import msgspec
import pytest

from backend.actions.people.create_user import create_user
from backend.actions.people.disable_user import disable_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.runtime import Runtime, open_runtime
from backend.security import passwords
from backend.settings import Settings
from backend.storage.postgres.database import connection
from backend.web.access.sign_in_first import local_path
from tests.web.auth_app import PASSWORD, Small, audited, open_link, small_app

pytestmark = pytest.mark.anyio


@pytest.fixture
def small(runtime: Runtime, tmp_path: Path) -> Small:
    return small_app(runtime, tmp_path)


async def fill_in(browser: httpx.AsyncClient, **fields: str) -> httpx.Response:
    page = await browser.get("/sign-in")
    hidden = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert hidden
    return await browser.post("/sign-in", data={"csrf": hidden[1], **fields})


async def test_a_password_opens_a_session_and_leads_back(small: Small) -> None:
    await create_user("Änne", Role.VIEWER, by="test", password=PASSWORD)
    async with small.browser() as browser:
        answer = await fill_in(browser, name="Änne", password=PASSWORD, next="/?status=error")

        assert (answer.status_code, answer.headers["location"]) == (303, "/?status=error")
        assert (await browser.get("/")).json()["name"] == "Änne"
    assert ("Änne", "session.opened", "Änne") in await audited()


async def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    await create_user("bob", Role.VIEWER, by="test")
    async with small.browser() as browser:
        answers = [await fill_in(browser, name=name, password="wrong wrong wrong") for name in ("ann", "bob", "xyz")]

    pages = {
        (one.status_code, one.text.replace(name, "?")) for one, name in zip(answers, ("ann", "bob", "xyz"), strict=True)
    }
    assert len(pages) == 1
    assert answers[0].status_code == 401
    assert "Name or password is wrong." in answers[0].text
    assert [row for row in await audited() if row[1] == "session.refused"] == [
        ("", "session.refused", "ann"),
        ("", "session.refused", "bob"),
        ("", "session.refused", ""),
    ]


async def test_a_disabled_person_is_refused_like_anybody_unknown(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    await disable_user("ann", by="test")
    async with small.browser() as browser:
        answer = await fill_in(browser, name="ann", password=PASSWORD)

    assert (answer.status_code, "Name or password is wrong." in answer.text) == (401, True)


async def test_nothing_that_is_typed_breaks_the_sign_in(small: Small) -> None:
    async with small.browser() as browser:
        page = await browser.get("/sign-in")
        hidden = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert hidden
        for hostile in ("a%00", "%FF", "%ED%A0%80", "%0D%0A", "x" * 100_000, "", "'%22%3Cb%3E"):
            body = f"csrf={hidden[1]}&name={hostile}&password={hostile}&next={hostile}"
            kind = {"content-type": "application/x-www-form-urlencoded"}
            answer = await browser.post("/sign-in", content=body, headers=kind)

            assert (hostile[:9], answer.status_code) == (hostile[:9], 401)
            assert "<b>" not in answer.text


async def test_a_sign_in_that_this_browser_did_not_begin_is_refused(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    async with small.browser() as attacker, small.browser() as victim:
        page = await attacker.get("/sign-in")
        hidden = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert hidden
        fields = {"name": "ann", "password": PASSWORD}

        assert (await victim.post("/sign-in", data=fields | {"csrf": hidden[1]})).status_code == 403
        assert (await victim.post("/sign-in", data=fields)).status_code == 403
        assert (await attacker.post("/sign-in", data=fields | {"csrf": hidden[1]})).status_code == 303


async def test_a_sign_in_form_works_in_two_tabs(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    async with small.browser() as browser:
        first = re.search(r'name="csrf" value="(\w+)"', (await browser.get("/sign-in")).text)
        await browser.get("/sign-in")

        assert first
        fields = {"csrf": first[1], "name": "ann", "password": PASSWORD}
        assert (await browser.post("/sign-in", data=fields)).status_code == 303


async def test_a_link_works_once(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test")
    link = await make_link(small.runtime, "ann", by="test")
    assert isinstance(link, str)
    async with small.browser() as browser, small.browser() as late:
        first, second = await browser.get(link), await late.get(link)
        unknown = await late.get("/sign-in/unknown")

        assert (first.status_code, first.headers["location"]) == (303, "/")
        assert (await browser.get("/")).status_code == 200
    assert (second.status_code, unknown.status_code) == (410, 410)
    assert "used already" in second.text
    assert "syncline_8000=" not in second.headers["set-cookie"]
    assert ("test", "link.made", "ann") in await audited()


async def test_a_link_that_is_an_hour_old_opens_nothing(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test")
    link = await make_link(small.runtime, "ann", by="test")
    assert isinstance(link, str)
    async with connection() as open_connection:
        left = await open_connection.fetchval("SELECT expires_at - now() FROM sign_in_link")
        await open_connection.execute("UPDATE sign_in_link SET expires_at = now()")
    async with small.browser() as browser:
        assert (await browser.get(link)).status_code == 410
    assert 3590 < left.total_seconds() <= 3600


async def test_under_https_the_cookie_is_bound_to_this_host(settings: Settings, tmp_path: Path) -> None:
    secure = msgspec.structs.replace(settings, url="https://sync.example", base_path="/x/y")
    async with open_runtime(secure) as runtime:
        small = small_app(runtime, tmp_path)
        await create_user("ann", Role.VIEWER, by="test")
        async with small.browser() as browser:
            answer = await open_link(small, browser, "ann")

    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-syncline="))
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"path=/", "secure", "httponly", "samesite=lax"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    assert answer.headers["location"] == "/x/y/"


async def test_below_a_path_a_stranger_is_sent_to_the_sign_in_there(settings: Settings, tmp_path: Path) -> None:
    below = msgspec.structs.replace(settings, base_path="/x/y")
    async with open_runtime(below) as runtime:
        small = small_app(runtime, tmp_path)
        async with small.browser() as browser:
            page = await browser.get("/?status=error")
            key = await browser.get("/api/v1/things?api_key=sync_x")

    assert page.headers["location"] == "/x/y/sign-in?next=%2Fx%2Fy%2F%3Fstatus%3Derror"
    assert key.status_code == 400


@pytest.mark.parametrize(
    "hostile",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/x/y/../../../evil",
        "/x/y/..//evil.example",
        "/x/yz",
        "/x/y",
        "/other",
        "/x/y/\r\nSet-Cookie: a=b",
        "/x/y/\t/evil",
        "",
        "evil",
        " //evil",
    ],
)
def test_no_address_leads_out_after_a_sign_in(hostile: str) -> None:
    assert local_path(hostile, "/x/y") == "/x/y/"


@pytest.mark.parametrize("hostile", ["//evil.example", "///evil.example", "/\\evil.example", "/%0d/\n", "/./../"])
def test_no_address_leads_out_without_a_base_path(hostile: str) -> None:
    assert local_path(hostile, "") == "/"


def test_an_address_of_ours_is_kept_with_its_query() -> None:
    wanted = "/integrations/1/objects/sales_invoice/INV%2F2024%20%C3%84?tab=attempts&next=//x"

    assert local_path(wanted, "") == wanted


async def test_too_many_sign_ins_at_once_are_asked_to_come_again(small: Small) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    marks = {object() for _ in range(10)}
    async with small.browser() as browser:
        passwords._begun.update(marks)
        try:
            full = await fill_in(browser, name="ann", password=PASSWORD)
        finally:
            passwords._begun.difference_update(marks)

        assert (full.status_code, full.headers["retry-after"]) == (429, "5")
        assert (await fill_in(browser, name="ann", password=PASSWORD)).status_code == 303
