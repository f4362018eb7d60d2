"""Take the pictures of docs/screens.md anew, in light and in dark: `python -m tests.browser.pictures [NAME ...]`."""

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

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.palette import reduced
from tests.frontend.conftest import FLAGS
from tests.journeys.demo import ROOT, Demo, free_ports, options, outside

FOLDER = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1280, "height": 680}, {"width": 390, "height": 700}
MOST_BYTES = 60_000
SETTLED_SECONDS = 90

AFRESH = "() => { const all = document.documentElement; all.hidden = true; all.offsetHeight; all.hidden = false; }"

Act = Callable[[Page], None]


def main(names: list[str]) -> None:
    home = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    command = [one for one in options(home / "demo", free_ports()) if one != "--empty"]
    try:
        with subprocess.Popen(command, cwd=ROOT, env=outside(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                demo = Demo(process, json.loads(process.stdout.readline()))
                wait_until_settled(demo)
                take_all(demo, names or list(SCREENS))
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


def take_all(demo: Demo, names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or sys.exit("no Chromium: install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        first = browser.new_context()
        first.new_page().goto(demo.ready["sign_in_url"])
        cookies = first.storage_state()
        blank = browser.new_page()
        for name in names:
            take(browser, demo, name, blank, storage_state=cookies)
        browser.close()


def take(browser: Browser, demo: Demo, name: str, blank: Page, **how: Any) -> None:
    """One page, looked at twice: a press is pressed once."""
    sizes = {"viewport": PHONE, "is_mobile": True, "has_touch": True} if name == "phone" else {"viewport": WIDE}
    context = browser.new_context(**sizes, **how)
    page = context.new_page()
    page.goto(demo.ready["url"])
    SCREENS[name](page)
    page.wait_for_load_state("networkidle")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(AFRESH)  # or times keep the colour of the theme before
        page.wait_for_timeout(600)
        file = FOLDER / f"{name}-{theme}.png"
        file.write_bytes(reduced(blank, page.screenshot()))
        assert file.stat().st_size <= MOST_BYTES, f"{file.name} has {file.stat().st_size:,} bytes"
    context.close()


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


def compare_versions(page: Page) -> None:
    page.click("#chip-desynchronized")
    page.wait_for_selector("#chip-desynchronized[aria-current]")
    page.click("#rows > tr:nth-child(2) .key a")
    page.click("#tab-changes")


def follow_a_sync(page: Page) -> None:
    page.click("#to-syncs")
    page.click(".log .head a >> nth=0")


def open_cause(page: Page) -> None:
    page.click("#to-causes")
    page.click("#groups .head a >> nth=0")


def open_map(page: Page) -> None:
    page.click("#to-maps")
    page.click("text=Payment terms")


def goes_to(name: str) -> Act:
    return lambda page: page.click(f"#to-{name}")


def one_of_the_house(name: str) -> Act:
    def act(page: Page) -> None:
        page.click("#top .name")
        page.click(f"#to-{name}")

    return act


SCREENS: dict[str, Act] = {
    "grid": tick_some,
    "drawer": open_error,
    "changes": compare_versions,
    "causes": goes_to("causes"),
    "cause": open_cause,
    "syncs": goes_to("syncs"),
    "sync": follow_a_sync,
    "connection": goes_to("line"),
    "doctor": lambda page: page.click("#examine"),
    "value-maps": goes_to("maps"),
    "value-map": open_map,
    "notifications": goes_to("notifications"),
    "settings": goes_to("settings"),
    "people": one_of_the_house("people"),
    "keys": one_of_the_house("keys"),
    "audit": one_of_the_house("audit"),
    "you": one_of_the_house("you"),
    "phone": troubled,
}


if __name__ == "__main__":
    main(sys.argv[1:])
