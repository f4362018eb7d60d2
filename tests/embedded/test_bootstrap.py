"""The bootstrap makes an environment once, and what keeps it from that is one sentence."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backend import bootstrap

ROOT = Path(__file__).parents[2]
ENTER = "from backend.bootstrap import enter; enter('backend'); print('entered')"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The least that the bootstrap looks at."""
    (tmp_path / "backend").mkdir()
    for name in ("__init__.py", "__main__.py", "bootstrap.py"):
        shutil.copy(ROOT / "backend" / name, tmp_path / "backend")
    shutil.copy(ROOT / "uv.lock", tmp_path)
    return tmp_path


def enter(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "SYNCLINE_NO_VENV"}
    command = [sys.executable, "-c", ENTER]
    return subprocess.run(command, cwd=clone, env=kept | environment, capture_output=True, text=True, check=False)


def test_an_installed_package_brings_its_own_environment(clone: Path) -> None:
    (clone / "uv.lock").unlink()

    answer = enter(clone)

    assert answer.stdout == "entered\n"
    assert not (clone / ".venv").exists()


def test_an_image_says_that_it_needs_no_environment(clone: Path) -> None:
    answer = enter(clone, SYNCLINE_NO_VENV="1")

    assert answer.stdout == "entered\n"
    assert not (clone / ".venv").exists()


def test_without_a_network_there_is_one_sentence_and_no_traceback(clone: Path) -> None:
    answer = enter(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)

    assert answer.returncode == 1
    assert "is there a network" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_file_in_the_place_of_the_environment_is_named(clone: Path) -> None:
    (clone / ".venv").touch()

    answer = enter(clone)

    assert answer.returncode == 1
    assert str(clone / ".venv") in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("stamped", "wanted", "is_ready"),
    [
        ({"develop": True}, {"develop": False}, True),
        ({"develop": False}, {"develop": False}, True),
        ({"develop": False}, {"develop": True}, False),
    ],
)
def test_the_tools_for_tests_are_added_but_never_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    stamped: dict[str, bool],
    wanted: dict[str, bool],
    *,
    is_ready: bool,
) -> None:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    bootstrap.STAMP.write_text(bootstrap.stamp(**stamped))

    assert bootstrap.is_ready(**wanted) is is_ready


def test_a_changed_lock_makes_the_environment_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    bootstrap.STAMP.write_text(bootstrap.stamp(develop=True))
    (tmp_path / "uv.lock").write_text("another lock")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)

    assert not bootstrap.is_ready(develop=False)


@pytest.mark.parametrize("entrance", ["backend/__main__.py", "tests/__main__.py"])
def test_an_old_python_gets_as_far_as_the_sentence(entrance: str) -> None:
    source = (ROOT / entrance).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 6))

    assert "needs Python 3.11" in source
