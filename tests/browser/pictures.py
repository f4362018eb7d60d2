"""Take the pictures of the README anew: `python -m tests.browser.pictures`."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.frontend.conftest import FLAGS
from tests.journeys.demo import ROOT, Demo, free_ports, options, outside

FOLDER = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1440, "height": 740}, {"width": 390, "height": 780}
MOST_BYTES = 200_000
SETTLED_SECONDS = 90


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    command = [one for one in options(home / "demo", free_ports()) if one != "--empty"]
    try:
        with subprocess.Popen(command, cwd=ROOT, env=outside(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                demo = Demo(process, json.loads(process.stdout.readline()))
                wait_until_settled(demo)
                take_all(demo)
            finally:
                process.send_signal(signal.SIGTERM)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def wait_until_settled(demo: Demo) -> None:
    """The sample company is handed over and sent: until two looks, ten seconds apart, show the same."""
    ends, before = time.monotonic() + SETTLED_SECONDS, None
    while time.monotonic() < ends:
        found = demo.get(f"{demo.path}/progress")["statuses"]
        if found == before and all(found.values()):
            return
        before = found
        time.sleep(10)


def take_all(demo: Demo) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or sys.exit("no Chromium: install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        first = browser.new_context()
        first.new_page().goto(demo.ready["sign_in_url"])
        cookies = first.storage_state()

        def take(name: str, act: Callable[[Page], None], **how: Any) -> None:
            context = browser.new_context(storage_state=cookies, **how)
            page = context.new_page()
            page.goto(demo.ready["url"])
            act(page)
            page.wait_for_timeout(600)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            assert (FOLDER / f"{name}.png").stat().st_size < MOST_BYTES, name

        take("grid-light", tick_some, viewport=WIDE)
        take("grid-dark", tick_some, viewport=WIDE, color_scheme="dark")
        take("phone", troubled, viewport=PHONE, device_scale_factor=1.5, is_mobile=True, has_touch=True)
        take("drawer", open_error, viewport=WIDE)
        browser.close()


def troubled(page: Page) -> None:
    page.click("#chip-error")
    page.wait_for_selector("#chip-error[aria-current]")


def tick_some(page: Page) -> None:
    """Some of each, so that the bar has something to say."""
    address = page.url
    page.goto(f"{address}?status=error&status=desynchronized&status=pending")
    for number in range(1, 6):
        page.check(f"#rows > tr:nth-child({number}) [name=object]")


def open_error(page: Page) -> None:
    troubled(page)
    page.click("#rows > tr:nth-child(2) .key a")
    page.click("#tab-overview")


if __name__ == "__main__":
    main()
