"""A session is what we gave, whole, and only as long as it is open."""

import hashlib
from pathlib import Path

import httpx
import pytest

from backend.actions.people.change_role import change_role
from backend.actions.people.disable_user import disable_user
from backend.actions.people.make_link import make_link
from backend.actions.people.set_password import set_password
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.postgres.database import connection
from tests.web.auth_app import PASSWORD, Small, audited, open_link, sign_in, small_app

pytestmark = pytest.mark.anyio

COOKIE = "syncline_8000"


@pytest.fixture
def small(runtime: Runtime, tmp_path: Path) -> Small:
    return small_app(runtime, tmp_path)


async def with_cookie(small: Small, cookie: str) -> httpx.Response:
    async with small.browser() as browser:
        return await browser.get("/", headers={b"cookie": f"{COOKIE}={cookie}".encode()})


async def test_a_cookie_chosen_by_somebody_else_is_never_continued(small: Small) -> None:
    async with small.browser(cookies={COOKIE: "attacker-chosen"}) as victim:
        await sign_in(small, victim, "ann")
        first = victim.cookies.get(COOKIE, domain="127.0.0.1")

        await open_link(small, victim, "ann")

    assert first != victim.cookies.get(COOKIE, domain="127.0.0.1")
    assert (await with_cookie(small, "attacker-chosen")).status_code == 303


async def test_a_changed_cookie_is_nobodys(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann", Role.VIEWER)
        cookie = browser.cookies[COOKIE]

    assert (await with_cookie(small, cookie)).status_code == 200
    for changed in (cookie.replace("viewer", "admin"), cookie[:-1], cookie + "0", cookie.replace("v1", "v2"), "é", "."):
        assert (await with_cookie(small, changed)).status_code == 303


async def test_a_cookie_does_not_work_after_the_sign_out(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")
        cookie = browser.cookies[COOKIE]
        await small.auth.revoked.refresh()

        answer = await browser.post("/sign-out", data={"csrf": csrf})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await with_cookie(small, cookie)).status_code == 303
    assert ("ann", "session.ended", "ann") in await audited()


async def test_a_sign_out_is_known_to_another_process_after_its_next_reading(small: Small, tmp_path: Path) -> None:
    other = small_app(small.runtime, tmp_path)
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")
        cookie = browser.cookies[COOKIE]
        await other.auth.revoked.refresh()
        await browser.post("/sign-out", data={"csrf": csrf})

    assert (await with_cookie(other, cookie)).status_code == 200
    await other.auth.revoked.refresh()
    assert (await with_cookie(other, cookie)).status_code == 303


async def test_a_reading_that_is_too_old_vouches_for_nobody(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann")
        await small.auth.revoked.refresh()
        small.auth.revoked._read_at -= 6
        await disable_user("ann", by="test")

        assert (await browser.get("/")).status_code == 303


async def test_a_disabled_person_is_out_at_once_on_writes_and_after_a_reading_on_pages(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")
        await small.auth.revoked.refresh()
        await disable_user("ann", by="test")

        assert (await browser.post("/press", data={"csrf": csrf})).status_code == 303
        await small.auth.revoked.refresh()
        assert (await browser.get("/")).status_code == 303


async def test_a_link_made_before_somebody_was_disabled_opens_nothing(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann")
        link = await make_link(small.runtime, "ann", by="test")
        await disable_user("ann", by="test")

        assert isinstance(link, str)
        assert (await browser.get(link)).status_code == 410
        assert isinstance(await make_link(small.runtime, "ann", by="test"), Problem)


@pytest.mark.parametrize("what", ["role", "password"])
async def test_another_role_or_password_ends_every_session(small: Small, what: str) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann", Role.OPERATOR)
        if what == "role":
            await change_role("ann", Role.VIEWER, by="test")
        else:
            await set_password("ann", PASSWORD + "!", by="test")

        assert (await browser.post("/press", data={"csrf": csrf})).status_code == 303
        assert (await browser.get("/")).status_code == 303


async def test_a_signed_cookie_whose_secret_is_not_its_rows_is_nobodys(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")
        async with connection() as open_connection:
            await open_connection.execute("UPDATE session SET token_hash = 'another'")

        assert (await browser.post("/press", data={"csrf": csrf})).status_code == 303


async def test_a_session_ends_by_itself_after_a_week(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann")
        async with connection() as open_connection:
            week = await open_connection.fetchval("SELECT expires_at - created_at FROM session")
            await open_connection.execute("UPDATE session SET expires_at = now()")

        assert week.days == 7
        assert (await browser.get("/")).status_code == 303


async def test_the_database_holds_no_token_that_opens_anything(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann")
        cookie = browser.cookies[COOKIE]
    async with connection() as open_connection:
        stored = await open_connection.fetchval("SELECT token_hash FROM session")

    proof = cookie.split(".")[-2]
    assert stored == hashlib.sha256(proof.encode()).digest()
