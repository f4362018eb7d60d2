"""Every page that a link leads to, once for each sort of page."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map((one) => one.href)"
OBJECT = re.compile(r"(/objects/[^/]+)/.+")


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
    """All objects of a kind, all syncs, all filters of a list are of one sort; the parts of a drawer are not."""
    parts = urlsplit(address)
    path = OBJECT.sub(r"\1/KEY", re.sub(r"/\d+(?=/|$)", "/N", parts.path))
    return f"{path}?{parse_qs(parts.query).get('tab', [''])[0]}"
