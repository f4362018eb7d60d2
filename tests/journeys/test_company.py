"""A whole company by the command line: handed over, synchronized, and compared with the third party's ledger."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.books import check_ledger
from tests.journeys.company import make_company
from tests.journeys.demo import Demo, running

GIVEN = os.environ.get("SYNCLINE_TEST_OBJECTS", "")
with_a_file = pytest.mark.skipif(not GIVEN, reason="SYNCLINE_TEST_OBJECTS names no file of object versions")


@pytest.fixture(scope="module", params=["top", "entity"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Demo, str]]:
    with running(tmp_path_factory.mktemp(request.param) / "home", level=request.param) as started:
        yield started, request.param


def synchronize(demo: Demo, file: Path, objects: int) -> None:
    imported = demo.syncline("import", str(file))
    assert imported.returncode == 0, imported.stderr
    assert f"{objects:,} of {objects:,} stored" in imported.stderr
    synced = demo.syncline("sync", "--all", "--wait")
    assert synced.returncode == 0, synced.stdout + synced.stderr


@with_a_file
def test_the_company_of_the_named_file_arrives_whole(demo: tuple[Demo, str]) -> None:
    started, level = demo
    objects = [json.loads(line) for line in Path(GIVEN).read_text(encoding="utf-8").splitlines()]

    synchronize(started, Path(GIVEN), len(objects))

    check_ledger(started.ledger(), objects, level=level)


def test_our_own_company_arrives_whole_though_it_was_handed_over_backwards(
    demo: tuple[Demo, str], tmp_path: Path
) -> None:
    started, level = demo
    objects, file = make_company("Ö-"), tmp_path / "company.ndjson"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in objects), encoding="utf-8")
    before = max((line["sequence"] for line in started.ledger()), default=0)

    synchronize(started, file, len(objects))

    check_ledger(started.ledger(since=before), objects, level=level)


def test_what_did_not_change_is_never_sent_again(demo: tuple[Demo, str], tmp_path: Path) -> None:
    """Runs after the other two: handing over the same once more is harmless."""
    started, _ = demo
    before, file = len(started.ledger()), tmp_path / "company.ndjson"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in make_company("Ö-")), encoding="utf-8")

    again = [started.syncline("import", str(file)), started.syncline("sync", "--all", "--wait")]

    assert [one.returncode for one in again] == [0, 0], again
    assert len(started.ledger()) == before
    assert json.loads(started.syncline("status", "--json").stdout)["moving"] == 0
