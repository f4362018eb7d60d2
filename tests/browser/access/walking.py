"""Every page that a link leads to, once for each sort of page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

LINKS = "() => [...document.querySelectorAll('a[href]:not([download], [href*=\".csv\"])')].map((one) => one.href)"
NAMED = re.compile(r"/(objects|maps)/.+")


def pages(page: Page, root: str) -> Iterator[str]:
    """Goes there, and gives the address."""
    waiting, seen = [root], set[str]()
    while waiting:
        address = waiting.pop(0)
        if not address.startswith(root) or sort_of(address) in seen:
            continue
        seen.add(sort_of(address))
        page.goto(address)
        yield address
        waiting += page.evaluate(LINKS)


def sort_of(address: str) -> str:
    """All objects, syncs, maps and filters of a list are of one sort; the parts of a drawer are tried by themselves."""
    path = NAMED.sub(r"/\1/NAME", re.sub(r"/\d+(?=/|$)", "/N", urlsplit(address).path))
    return path.rstrip("/")
