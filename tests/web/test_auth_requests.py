"""Unsafe requests prove that they come from a page of ours; programs prove themselves by a key alone."""

from pathlib import Path

import pytest

from backend.actions.keys.revoke_api_key import revoke_api_key
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.guards import undeclared_routes
from tests.web.auth_app import HERE, Small, audited, new_key, sign_in, small_app

pytestmark = pytest.mark.anyio

SIGNED_OUT = 303


@pytest.fixture
def small(runtime: Runtime, tmp_path: Path) -> Small:
    return small_app(runtime, tmp_path)


async def test_a_request_without_its_form_token_is_refused(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")

        for data in ({}, {"csrf": ""}, {"csrf": "é"}, {"csrf": csrf[:-1]}):
            assert (await browser.post("/press", data=data)).status_code == 403
        assert (await browser.post("/press", json={"csrf": csrf})).status_code == 403


async def test_the_form_token_comes_in_a_field_or_a_header_and_the_form_stays_readable(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")

        by_field = await browser.post("/press", data={"csrf": csrf, "object": "7"})
        by_part = await browser.post("/press", data={"csrf": csrf}, files={"file": b"x"})
        by_header = await browser.post("/press", data={"object": "7"}, headers={"X-CSRF": csrf})

    assert by_field.json()["fields"] == ["csrf", "object"]
    assert by_part.json()["fields"] == ["csrf", "file"]
    assert by_header.json()["fields"] == ["object"]


async def test_the_form_token_of_one_person_is_worth_nothing_to_another(small: Small) -> None:
    async with small.browser() as one, small.browser() as other:
        mine, theirs = await sign_in(small, one, "ann"), await sign_in(small, other, "bob")

        assert mine != theirs
        assert (await one.post("/press", data={"csrf": theirs})).status_code == 403
        assert (await other.post("/press", data={"csrf": theirs})).status_code == 200


ORIGINS: list[tuple[dict[str, str], int]] = [
    ({"origin": "https://evil.example"}, 403),
    ({"origin": "null"}, 403),
    ({"origin": ""}, 403),
    ({"origin": "http://127.0.0.1:9999"}, 403),
    ({"sec-fetch-site": "cross-site"}, 403),
    ({"sec-fetch-site": "cross-site", "origin": HERE}, 403),
    ({"origin": HERE, "sec-fetch-site": "same-origin"}, 200),
    ({"origin": "http://localhost:8000", "host": "localhost:8000"}, 200),
    ({}, 200),
]


async def test_another_site_is_refused_also_with_the_right_token(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")
        cookie = f"syncline_8000={browser.cookies['syncline_8000']}"
        for headers, status in ORIGINS:
            answer = await browser.post("/press", data={"csrf": csrf}, headers={"cookie": cookie, **headers})

            assert (headers, answer.status_code) == (headers, status)


async def test_a_host_that_is_not_ours_is_refused(small: Small) -> None:
    async with small.browser() as browser:
        for host in ("evil.example", "", "127.0.0.1.evil.example", "evil.example:8000", "127.0.0.1@evil"):
            answer = await browser.get("/sign-in", headers={"host": host, "x-forwarded-host": "127.0.0.1"})

            assert (host, answer.status_code, "SYNCLINE_URL" in answer.text) == (host, 400, True)


async def test_a_cookie_opens_nothing_in_the_api_and_a_key_no_page(small: Small) -> None:
    async with small.browser() as browser:
        await sign_in(small, browser, "ann", Role.ADMIN)
        api = await browser.get("/api/v1/things")

        browser.cookies.clear()
        page = await browser.get("/", headers=await new_key("erp", "admin"))

    assert (api.status_code, api.headers["content-type"]) == (401, "application/problem+json")
    assert api.headers["www-authenticate"] == "Bearer"
    assert page.status_code == SIGNED_OUT


async def test_a_key_in_the_address_is_refused_even_when_it_is_right(small: Small) -> None:
    async with small.browser() as browser:
        key = await new_key("erp", "admin")
        for name in ("api_key", "API_KEY", "api%5Fkey", "access_token"):
            address = f"/api/v1/things?{name}={key['authorization'].removeprefix('Bearer ')}"
            assert (await browser.get(address, headers=key)).status_code == 400

        assert (await browser.get("/api/v1/things?key=INV-1", headers=key)).status_code == 200


async def test_a_revoked_key_is_out_once_it_is_read_again(small: Small) -> None:
    async with small.browser() as browser:
        key = await new_key("erp", "viewer")
        assert (await browser.get("/api/v1/things", headers=key)).text == "erp"
        await revoke_api_key("erp", by="test")
        forget_keys(small)

        assert (await browser.get("/api/v1/things", headers=key)).status_code == 401
        again = await new_key("erp", "viewer")
        assert (await browser.get("/api/v1/things", headers=again)).status_code == 200
        assert (await browser.get("/api/v1/things", headers=key)).status_code == 401


def forget_keys(small: Small) -> None:
    """As after five seconds."""
    for token_hash, (read_at, client) in small.auth._keys.items():
        small.auth._keys[token_hash] = (read_at - 5, client)


async def test_whoever_brings_no_key_of_ours_is_nobody(small: Small) -> None:
    async with small.browser() as browser:
        for header in ("", "Bearer", "Bearer ", "Bearer sync_", "Bearer sync_unknown", "Basic sync_x", "é"):
            answer = await browser.get("/api/v1/things", headers={b"authorization": header.encode()})

            assert (header, answer.status_code) == (header, 401)


ROLES = [Role.VIEWER, Role.OPERATOR, Role.ADMIN]
PAGES = [("GET", "/", Role.VIEWER), ("POST", "/press", Role.OPERATOR), ("DELETE", "/settings", Role.ADMIN)]


@pytest.mark.parametrize("role", ROLES)
async def test_a_page_serves_its_role_and_higher_ones(small: Small, role: Role) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann", role)
        for method, path, needed in PAGES:
            answer = await browser.request(method, path, headers={"x-csrf": csrf})

            allowed = ROLES.index(role) >= ROLES.index(needed)
            assert (path, answer.status_code) == (path, 200 if allowed else 403)
            assert (("ann", "access.refused", f"{method} {path}") in await audited()) is not allowed


KEYS = [("ingest", 403, 200), ("viewer", 200, 403), ("operator", 200, 200), ("admin", 200, 200)]


async def test_a_key_may_what_its_role_says(small: Small) -> None:
    async with small.browser() as browser:
        for role, reads, hands_over in KEYS:
            key = await new_key(f"erp {role}", role)

            assert (role, (await browser.get("/api/v1/things", headers=key)).status_code) == (role, reads)
            assert (role, (await browser.post("/api/v1/objects", headers=key)).status_code) == (role, hands_over)


async def test_a_refusal_is_kept_whatever_the_address_holds(small: Small) -> None:
    async with small.browser() as browser:
        csrf = await sign_in(small, browser, "ann")

        answer = await browser.post("/press/a%00%0A%C3%84", headers={"x-csrf": csrf})

    assert answer.status_code == 403
    assert ("ann", "access.refused", "POST /press/a??Ä") in await audited()


async def test_an_address_that_is_not_utf_8_is_refused(small: Small) -> None:
    async with small.browser() as browser:
        answer = await browser.get("/press/a%FF")

    assert answer.status_code == 400
    assert "UTF-8" in answer.text


async def test_a_stranger_is_sent_to_the_sign_in_and_brought_back(small: Small) -> None:
    async with small.browser() as browser:
        page = await browser.get("/?status=error&key=%C3%84")
        pressed = await browser.post("/press")
        fragment = await browser.get(
            "/", headers={"hx-request": "true", "hx-current-url": f"{HERE}/integrations/1/objects?status=error"}
        )

    assert (page.status_code, page.headers["location"]) == (
        303,
        "/sign-in?next=%2F%3Fstatus%3Derror%26key%3D%25C3%2584",
    )
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/sign-in")
    assert fragment.status_code == 401
    assert fragment.headers["hx-redirect"] == "/sign-in?next=%2Fintegrations%2F1%2Fobjects%3Fstatus%3Derror"


async def test_a_route_that_does_not_say_who_may_is_found(small: Small, tmp_path: Path) -> None:
    from litestar import get

    @get("/forgotten")
    async def forgotten() -> str:
        return ""

    assert undeclared_routes(small.litestar) == []
    assert undeclared_routes(small_app(small.runtime, tmp_path, [forgotten]).litestar) == ["GET /forgotten"]
