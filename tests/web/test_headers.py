"""Every answer carries the strict headers."""

from pathlib import Path

import msgspec
import pytest
from litestar import Response, get

from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.web.access.guards import open_to_all
from backend.web.headers import CONTENT_SECURITY_POLICY, HEADERS
from tests.web.auth_app import Small, small_app

pytestmark = pytest.mark.anyio


EACH_ONCE = {name: [value] for name, value in HEADERS.items()}


@get("/kept", guards=[open_to_all])
async def kept() -> Response[str]:
    return Response("", headers={"Cache-Control": "max-age=31536000, immutable"})


@pytest.fixture
def small(runtime: Runtime, tmp_path: Path) -> Small:
    return small_app(runtime, tmp_path, [kept])


ANSWERS = [
    ("GET", "/sign-in", 200),
    ("GET", "/", 303),
    ("GET", "/static/style.css", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/api/v1/nowhere", 404),
    ("PATCH", "/sign-in", 405),
    ("GET", "/api/v1/things", 401),
    ("GET", "/broken", 500),
    ("OPTIONS", "/press", 204),
    ("GET", "/api/v1/things?api_key=1", 400),
    ("POST", "/sign-in", 403),
]


async def test_every_answer_carries_every_header(small: Small) -> None:
    async with small.browser() as browser:
        for method, path, status in ANSWERS:
            answer = await browser.request(method, path)

            assert (path, answer.status_code) == (path, status)
            assert {name: answer.headers.get_list(name) for name in HEADERS} == EACH_ONCE
            assert "strict-transport-security" not in answer.headers
            assert "secret inside" not in answer.text


async def test_what_a_handler_says_about_caching_stays(small: Small) -> None:
    async with small.browser() as browser:
        answer = await browser.get("/kept")

    assert answer.headers.get_list("cache-control") == ["max-age=31536000, immutable"]


async def test_under_https_browsers_are_told_to_stay_there(settings: Settings, tmp_path: Path) -> None:
    secure = msgspec.structs.replace(settings, url="https://sync.example")
    async with open_runtime(secure) as runtime, small_app(runtime, tmp_path).browser() as browser:
        answer = await browser.get("/nowhere")

    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def test_the_policy_lets_nothing_inline_run() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
