"""Beside a running demo, in the same home, people, keys and the command line work without any setting."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.journeys.demo import Demo, outside, running, syncline


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beside") / "home"


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[Demo]:
    with running(home, SYNCLINE_BASE_PATH="/x") as started:
        yield started


def beside(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return syncline(*arguments, env=outside() | {"SYNCLINE_HOME": str(home)} | env)


def test_a_person_is_added_and_signs_in_at_the_demo(demo: Demo, home: Path) -> None:
    added = beside(home, "user", "add", "ada", "--role", "admin")
    link = added.stdout.strip()

    assert added.returncode == 0, added.stderr
    assert link.startswith(f"{demo.ready['url']}sign-in/")
    with httpx.Client(follow_redirects=True, trust_env=False) as browser:
        assert "ada" in browser.get(link).raise_for_status().text
    assert "ada  admin" in beside(home, "user", "list").stdout


def test_a_key_is_made_and_works(demo: Demo, home: Path) -> None:
    token = beside(home, "key", "add", "erp", "--role", "viewer").stdout.strip()

    answer = httpx.get(
        f"{demo.ready['url']}api/v1/integrations/", headers={"authorization": f"Bearer {token}"}, trust_env=False
    )

    assert answer.status_code == 200


def test_what_was_exported_from_another_demo_does_not_lead_people_astray(demo: Demo, home: Path) -> None:
    added = beside(home, "user", "link", "admin", SYNCLINE_URL="http://127.0.0.1:9/y/", SYNCLINE_PORT="9")

    assert added.stdout.startswith(f"{demo.ready['url']}sign-in/")


def test_objects_are_asked_for_and_synchronized(demo: Demo, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "objects.ndjson"
    file.write_text(json.dumps({"kind": "class", "key": "TEA", "body": {"name": "Tea"}}))

    done = [
        beside(home, "import", str(file)),
        beside(home, "sync", "--all", "--wait"),
        beside(home, "explain", "class", "TEA"),
        beside(home, "status", "--json"),
    ]

    assert [one.returncode for one in done] == [0, 0, 0, 0], done
    assert json.loads(done[-1].stdout)["success"] == 1


def test_only_its_owner_reads_where_it_is(demo: Demo, home: Path) -> None:
    assert (home / "running.json").stat().st_mode & 0o777 == 0o600


def test_after_the_end_a_sentence_says_that_nothing_runs(tmp_path: Path) -> None:
    with running(tmp_path / "home"):
        pass

    people, status = beside(tmp_path / "home", "user", "list"), beside(tmp_path / "home", "status")

    assert (people.returncode, status.returncode) == (1, 64)
    assert people.stderr.startswith("Error: DATABASE_URL is not set")
    assert f"No demo runs in {tmp_path / 'home'}; `python3 -m backend` starts one" in " ".join(status.stderr.split())
    assert "Set SYNCLINE_URL and SYNCLINE_API_KEY" in status.stderr


def test_a_demo_that_was_killed_is_not_taken_for_running(tmp_path: Path) -> None:
    with running(tmp_path / "home") as demo:
        demo.process.kill()
        demo.process.wait()

    assert (tmp_path / "home" / "running.json").exists()
    assert "DATABASE_URL is not set" in beside(tmp_path / "home", "user", "list").stderr


def test_without_servers_no_secret_is_left_behind(tmp_path: Path) -> None:
    assert beside(tmp_path / "home", "user", "list").returncode == 1
    assert not (tmp_path / "home").exists()
