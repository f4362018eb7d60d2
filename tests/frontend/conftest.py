"""A real browser on the preview: skipped where there is none, a failure where CI is set."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.frontend.preview import Preview
from tests.frontend.screen import Screen
from tests.waiting import wait_until

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BASE = "/x/y"  # the screens must stand under any path


def chromium() -> str:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "no Chromium: install Debian's package `chromium`, or name one in CHROMIUM"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return path


@pytest.fixture(scope="package")  # Playwright's loop must not outlive these tests: async ones follow
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def preview() -> Iterator[Preview]:
    app = Preview(base=BASE)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    app.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}{BASE}"
    yield app
    server.should_exit = True
    server.force_exit = True
    thread.join(10)


@pytest.fixture
def screen(browser: Browser, preview: Preview) -> Iterator[Screen]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    screen = Screen(context.new_page(), preview)
    screen.open()
    yield screen
    context.close()
    assert screen.violations == []


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
