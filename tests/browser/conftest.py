"""A real browser on the real application: one demo for each file of tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.desk import Desk, opened
from tests.browser.operator import Operator, Seats
from tests.frontend.conftest import FLAGS, chromium


@pytest.fixture(scope="package")  # Playwright's loop must not outlive these tests: async ones follow
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def level() -> str:
    return "top"


@pytest.fixture(scope="module")
def desk(browser: Browser, home: Path, level: str) -> Iterator[Desk]:
    with opened(home, level=level) as desk:
        yield desk


@pytest.fixture(scope="module")
def admin(browser: Browser, desk: Desk) -> BrowserContext:
    """Signed in by the link that the demo printed; others take its cookies along."""
    context = browser.new_context()
    context.new_page().goto(desk.sign_in_url)
    return context


@pytest.fixture
def seats(browser: Browser, desk: Desk, admin: BrowserContext) -> Iterator[Seats]:
    seats = Seats(browser, desk, admin.storage_state())
    yield seats
    seats.leave()


@pytest.fixture
def operator(seats: Seats) -> Operator:
    return seats.take()
