"""A demo of its own, the people who look at it, and the camera."""

import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.browser.pictures.album import FOLDER, THEMES
from tests.browser.pictures.palette import colours, reduced
from tests.browser.pictures.screen import Screen, Visit
from tests.browser.portal import Portal, portal
from tests.frontend.conftest import FLAGS
from tests.journeys.demo import ROOT, Demo, free_ports, options, outside, syncline

WIDTH, PHONE = 1280, {"width": 390, "height": 700}
MOST_BYTES = 60_000
SETTLED_SECONDS = 90
AFRESH = "() => { const all = document.documentElement; all.hidden = true; all.offsetHeight; all.hidden = false; }"
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Studio:
    def __init__(self, browser: Browser, host: Portal, demo: Demo, home: Path) -> None:
        self._browser, self._host, self._demo, self._home = browser, host, demo, home
        self._blank = browser.new_page()
        self._cookies = {"admin": self._signed_in(demo.ready["sign_in_url"]), "nobody": None}

    def furnish(self) -> None:
        """The company is handed over and sent; people, and the key of a portal, are there."""
        wait_until_settled(self._demo)
        made = self._demo.api.post("/embed-keys", json={"name": "portal", "role": "operator"}).raise_for_status()
        self._host.secret, self._host.syncline = made.json()["secret"], self._demo.ready["url"].rstrip("/")
        self._cookies["viewer"] = self._signed_in(self.command("user", "add", "vera", "--role", "viewer"))

    def command(self, *arguments: str) -> str:
        """Beside the demo, as its own machine's command line."""
        done = syncline(*arguments, env=outside() | {"SYNCLINE_HOME": str(self._home)})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _signed_in(self, link: str) -> StorageState:
        context = self._browser.new_context()
        context.new_page().goto(link)
        state = context.storage_state()
        context.close()
        return state

    def take(self, name: str, screen: Screen) -> None:
        """One page, looked at twice: a press is pressed once."""
        wide: dict[str, Any] = {"viewport": {"width": WIDTH, "height": screen.height}}
        phone = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
        size = phone if screen.phone else wide
        context = self._browser.new_context(**size, storage_state=self._cookies[screen.who])
        page = context.new_page()
        page.goto(self._demo.ready["url"])
        screen.act(Visit(page, self._demo, self._host, self.command))
        check_place(page, screen.page)
        page.mouse.move(0, 0)
        page.wait_for_load_state("networkidle")
        for theme in THEMES:
            self._take(page, FOLDER / f"{name}-{theme}.png", theme, screen.part)
        context.close()

    def _take(self, page: Page, file: Path, theme: Any, part: str) -> None:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for frame in page.frames[::-1]:
            frame.evaluate(AFRESH)  # or times keep the colour of the theme before
        page.wait_for_timeout(600)
        for frame in page.frames:
            frame.evaluate(PAINTED)  # a frame of another site has a process of its own, and may still show nothing
        shown = page.locator(part).screenshot() if part else page.screenshot()
        file.write_bytes(reduced(self._blank, shown))
        assert file.stat().st_size <= MOST_BYTES, f"{file.name} has {file.stat().st_size:,} bytes"
        assert colours(file.read_bytes()) > 1, f"{file.name} shows nothing"


def check_place(page: Page, place: str) -> None:
    wanted, paths = re.sub(r"\\{\\}", "[^/]+", re.escape(place)), [urlsplit(frame.url).path for frame in page.frames]
    assert any(re.fullmatch(wanted, path) for path in paths), f"at {paths}, not at {place}"


@contextmanager
def opened(*, read_only: bool = False, home: Path) -> Iterator[Studio]:
    path = shutil.which("chromium") or sys.exit("no Chromium: install Debian's package `chromium`")
    with portal() as host, sync_playwright() as playwright, running(home, host.origin, read_only=read_only) as demo:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield Studio(browser, host, demo, home)
        browser.close()


@contextmanager
def homely() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    try:
        yield home / "demo"
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(home: Path, origin: str, *, read_only: bool) -> Iterator[Demo]:
    command = [one for one in options(home, free_ports()) if one != "--empty"]
    env = outside() | {"SYNCLINE_EMBED_ORIGINS": origin, "SYNCLINE_READ_ONLY": "1" if read_only else ""}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Demo(process, json.loads(process.stdout.readline()))
        finally:
            process.send_signal(signal.SIGTERM)


def wait_until_settled(demo: Demo) -> None:
    """Until two looks, ten seconds apart, show the same."""
    ends, before = time.monotonic() + SETTLED_SECONDS, None
    while time.monotonic() < ends:
        found = demo.get(f"{demo.path}/progress")["statuses"]
        if found == before and all(found.values()):
            return
        before = found
        time.sleep(10)
