"""`syncline doctor`, below a path: what a person reads, what a program reads, and how it ends."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.journeys.demo import Demo, running


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(tmp_path_factory.mktemp("doctor") / "home", SYNCLINE_BASE_PATH="/x/y") as started:
        yield started


def test_it_ends_with_0_where_all_is_well_and_writes_nothing(demo: Demo) -> None:
    done = demo.syncline("doctor")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Top level\n  ok  Signed in to company demo as user console" in done.stdout
    assert "ok  can be read: customer, supplier" in done.stdout
    assert done.stdout.endswith("All is well\n")
    assert demo.ledger() == []


def test_it_ends_with_1_and_names_what_is_missing(demo: Demo) -> None:
    demo.stand_in.put("/settings", json={"refused_rights": {"VENDOR": ["read"]}}).raise_for_status()
    said, told = demo.syncline("doctor"), demo.syncline("doctor", "--json")

    assert (said.returncode, told.returncode) == (1, 1)
    assert "NO  supplier: The Intacct user may not READ VENDOR.\n" in said.stdout
    assert said.stdout.endswith("1 not well\n")
    report = json.loads(told.stdout)
    assert [one["kind"] for one in report["findings"] if not one["ok"]] == ["supplier"]


def test_its_page_lies_below_the_path_too(demo: Demo) -> None:
    with httpx.Client(base_url=demo.ready["url"], follow_redirects=True, timeout=60, trust_env=False) as browser:
        list_of_objects = browser.get(demo.ready["sign_in_url"])
        page = browser.get("integrations/1/doctor")
        csrf = re.findall('name="csrf" value="([^"]+)"', page.text)[0]
        found = browser.post("integrations/1/doctor", data={"csrf": csrf})

    assert all('action="/x/y/integrations/1/doctor"' in one.text for one in (list_of_objects, page, found))
    assert 'id="verdict"' in found.text


def test_an_integration_that_is_not_there_is_refused_with_a_sentence(demo: Demo) -> None:
    done = demo.syncline("doctor", "--integration", "9")

    assert done.returncode == 1
    assert "There is no integration 9" in done.stderr
