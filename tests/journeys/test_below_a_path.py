"""Mounted below a path, with a key that breaks careless addresses: pages, files, API and command line all work."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import httpx
import pytest

from tests.journeys.demo import Demo, eventually, running

KEY = "INV/2024/07 Ä&?#"
BODY = {
    "customer": "Ä/1",
    "date": "2024-07-31",
    "payment_term": "N30",
    "currency": "EUR",
    "lines": [{"account": "4000", "amount": "12.34"}],
    "total": "12.34",
}
CUSTOMER: dict[str, Any] = {"kind": "customer", "key": "Ä/1", "version": 1, "body": {"name": "Ärger & Söhne <GmbH>"}}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    hint = "http://127.0.0.1:9/x/y/"  # what another demo's terminal said to export
    with running(tmp_path_factory.mktemp("below") / "home", SYNCLINE_BASE_PATH="/x/y/", SYNCLINE_URL=hint) as started:
        yield started


@pytest.fixture(scope="module")
def browser(demo: Demo) -> Iterator[httpx.Client]:
    """Signed in by the link, following redirects as a browser does."""
    with httpx.Client(follow_redirects=True, timeout=30, trust_env=False) as client:
        page = client.get(demo.ready["sign_in_url"]).raise_for_status()
        assert page.url.path.startswith("/x/y/integrations/"), page.url
        yield client


@pytest.fixture(scope="module", autouse=True)
def _handed_over(demo: Demo) -> None:
    answer = demo.api.put(f"/objects/sales_invoice/{quote(KEY, safe='')}/versions/1", json={"body": BODY})
    assert answer.status_code == 201, answer.text


def test_every_address_lies_below_the_path(demo: Demo) -> None:
    port = demo.api.base_url.port
    assert demo.ready["url"] == f"http://127.0.0.1:{port}/x/y/"
    assert demo.ready["sign_in_url"].startswith(f"{demo.ready['url']}sign-in/")
    outside_of_it = httpx.get(demo.ready["url"].replace("/x/y/", "/x/yz/"), trust_env=False)
    assert outside_of_it.status_code == 404, outside_of_it.headers


def test_who_is_not_signed_in_is_sent_to_a_sign_in_page_below_the_path(demo: Demo) -> None:
    asked = httpx.get(demo.ready["url"], trust_env=False, follow_redirects=True)

    assert asked.url.path == "/x/y/sign-in"
    assert 'action="/x/y/sign-in"' in asked.text


def test_the_path_itself_without_a_slash_is_the_first_page(demo: Demo) -> None:
    asked = httpx.get(demo.ready["url"].rstrip("/"), trust_env=False)

    assert (asked.status_code, asked.headers["location"]) == (303, "/x/y/sign-in")


def test_every_link_and_file_of_the_pages_is_below_the_path_and_there(demo: Demo, browser: httpx.Client) -> None:
    pages = [demo.ready["url"], address(browser, demo)]
    told = {link for page in pages for link in links(browser.get(page).raise_for_status())}

    assert {link for link in told if not httpx.URL(link).path.startswith("/x/y/")} == set()
    files = {link for link in told if "/static/" in link}
    assert len(files) > 5
    assert {link: found for link in told if (found := browser.get(link).status_code) not in (200, 204, 405)} == {}


def test_the_page_and_the_drawer_of_a_hostile_key_open(demo: Demo, browser: httpx.Client) -> None:
    page = browser.get(address(browser, demo)).raise_for_status()
    drawer = browser.get(address(browser, demo).replace("/objects/", "/drawer/")).raise_for_status()

    assert html.escape(KEY) in page.text
    assert html.escape(KEY) in drawer.text
    tabs = [link for link in links(drawer) if "tab=" in link]
    assert tabs
    for tab in tabs:
        assert html.escape(KEY) in browser.get(tab).raise_for_status().text


def test_the_grid_links_to_a_hostile_key(demo: Demo, browser: httpx.Client) -> None:
    grid = browser.get(demo.ready["url"]).raise_for_status()

    to_it = [link for link in links(grid) if quote(KEY, safe="") in link]

    assert to_it
    assert html.escape(KEY) in browser.get(to_it[0]).raise_for_status().text


def test_the_command_line_takes_a_hostile_key_all_the_way_to_the_ledger(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "objects.ndjson"
    invoice = {"kind": "sales_invoice", "key": KEY, "version": 1, "body": BODY}
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in (CUSTOMER, invoice)), encoding="utf-8")

    imported = demo.syncline("import", str(file))
    synced = demo.syncline("sync", "--wait", "sales_invoice", KEY, "customer", CUSTOMER["key"])
    explained = demo.syncline("explain", "sales_invoice", KEY)

    assert [imported.returncode, synced.returncode, explained.returncode] == [0, 0, 0], (imported, synced, explained)
    assert explained.stdout.startswith(f"sales_invoice {KEY}: success")
    assert [line["natural_key"] for line in demo.ledger() if line["kind"] == "sales_invoice"] == [KEY]


def test_a_press_on_the_screen_works_below_the_path(demo: Demo, browser: httpx.Client) -> None:
    extra: dict[str, Any] = {"kind": "class", "key": "Ö/1 ?", "version": 1, "body": {"name": "Öle"}}
    demo.api.post("/objects", json=[extra]).raise_for_status()
    row = next(one for one in demo.get(f"{demo.path}/objects")["objects"] if one["key"] == extra["key"])
    grid = browser.get(demo.ready["url"]).raise_for_status()
    csrf = re.search(r'name="csrf" value="([^"]+)"', grid.text)
    assert csrf, grid.text

    pressed = browser.post(
        f"{demo.ready['url']}integrations/1/syncs",
        data={"csrf": csrf[1], "object": row["id"], "verb": "synchronize"},
        headers={"origin": demo.ready["url"].removesuffix("/x/y/")},
    )

    assert pressed.is_success, pressed.text
    path = f"{demo.path}/objects/class/{quote(extra['key'], safe='')}"
    eventually(lambda: demo.get(path)["status"] == "success")


def address(browser: httpx.Client, demo: Demo) -> str:
    """Of the hostile key's own page."""
    return f"{demo.ready['url']}integrations/1/objects/sales_invoice/{quote(KEY, safe='')}"


def links(page: httpx.Response) -> list[str]:
    """Whatever the page leads to or loads, whole."""
    found = re.findall(r'(?:href|src|action|hx-get|hx-post)="([^"#][^"]*)"', page.text)
    return [urljoin(str(page.url), html.unescape(one)) for one in found]
