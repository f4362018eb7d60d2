"""Whatever was killed, the same command on the same home goes on; what cannot start says so in a sentence."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.company import make_company
from tests.journeys.demo import ROOT, Demo, eventually, free_ports, options, outside, running


def tree_of(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def kill_the_whole_tree(demo: Demo) -> None:
    # Stopped first, so that none has the time to end in its orderly way.
    pids = tree_of(demo.process.pid)
    assert len(pids) > 5, "supervisor, servers, web, worker, stand-in"
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
    demo.process.wait()


def test_a_demo_killed_whole_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    company = make_company()
    home = tmp_path / "home"
    with running(home) as demo:
        demo.stand_in.put("/settings", json={"latency_ms": 100}).raise_for_status()
        demo.api.patch(demo.path, json={"batch_size": 5}).raise_for_status()
        demo.api.post("/objects", json=company).raise_for_status()
        demo.api.post(f"{demo.path}/syncs", json={"all": True}).raise_for_status()
        eventually(demo.ledger)
        kill_the_whole_tree(demo)

    with running(home) as demo:
        eventually(lambda: progress_of(demo)["moving"] == 0, said=lambda: progress_of(demo))
        objects, ledger = demo.get(f"{demo.path}/objects?limit=1000")["objects"], demo.ledger()

    assert {one["status"] for one in objects} == {"success"}
    assert len(objects) == len(company)
    assert sorted(line["natural_key"] for line in ledger) == sorted(one["key"] for one in company)


def progress_of(demo: Demo) -> dict[str, Any]:
    found: dict[str, Any] = demo.get(f"{demo.path}/progress")
    return found


def fail_to_start(command: list[str], **env: str) -> str:
    """What it said; one sentence is all that an operator should have to read."""
    environment, pipe = outside() | env, subprocess.PIPE
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True, check=False, timeout=120
    )
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("which", [0, 1])
def test_a_port_in_use_is_one_sentence(tmp_path: Path, which: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        used: int = taken.getsockname()[1]
        free, _ = free_ports()

        said = fail_to_start(options(tmp_path / "home", (free, used) if which else (used, free)))

    assert str(used) in said
    assert ("--stand-in-port" if which else "--port") in said


def test_one_port_for_both_is_one_sentence(tmp_path: Path) -> None:
    port, _ = free_ports()

    said = fail_to_start(options(tmp_path / "home", (port, port)))

    assert str(port) in said
    assert "--stand-in-port" in said
    assert not (tmp_path / "home").exists()


def in_a_file(folder: Path) -> Path:
    (folder / "file").write_text("")
    return folder / "file" / "home"


def in_proc(_: Path) -> Path:
    return Path("/proc/syncline")


@pytest.mark.parametrize("where", [in_a_file, in_proc])
def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path, where: Callable[[Path], Path]) -> None:
    home = where(tmp_path)

    said = fail_to_start(options(home, free_ports()))

    assert str(home) in said or str(home.parent) in said


def test_a_home_in_use_is_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path / "home") as demo:
        said = fail_to_start(options(tmp_path / "home", free_ports()))

        assert str(demo.process.pid) in said
        answer: dict[str, Any] = json.loads(demo.syncline("status", "--json").stdout)
        assert answer["success"] == 0
