"""Whatever is killed, a start afterwards works and finds every committed row."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.embedded.servers import Servers
from tests.embedded.conftest import Supervisor, ask, wait_until

KEEP_SEVEN = ("DROP TABLE IF EXISTS kept", "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7) RETURNING n")


@pytest.mark.parametrize("watchdog", ["0", "1"])
def test_the_servers_end_with_a_killed_supervisor(supervise: Callable[..., Supervisor], watchdog: str) -> None:
    supervisor = supervise(SYNCLINE_WATCHDOG=watchdog)

    supervisor.kill()

    wait_until(lambda: not any(is_running(pid) for pid in supervisor.pids.values()))


def test_rows_survive_kill_9_of_the_supervisor(
    supervise: Callable[..., Supervisor], start: Callable[[], Servers]
) -> None:
    supervisor = supervise()
    ask(supervisor.database_url, *KEEP_SEVEN)

    supervisor.kill()
    servers = start()  # at once, while the old servers may still be shutting down

    assert ask(servers.database_url, "SELECT n FROM kept") == 7


def test_rows_survive_kill_9_of_the_whole_tree(
    supervise: Callable[..., Supervisor], start: Callable[[], Servers]
) -> None:
    supervisor = supervise()
    ask(supervisor.database_url, *KEEP_SEVEN)

    supervisor.kill_the_whole_tree()
    servers = start()

    assert ask(servers.database_url, "SELECT n FROM kept") == 7


def test_a_stale_pid_that_a_stranger_has_now_does_not_refuse_the_start(
    supervise: Callable[..., Supervisor], start: Callable[[], Servers], home: Path
) -> None:
    supervisor = supervise()
    supervisor.kill_the_whole_tree()
    file = home / "pg18" / "postmaster.pid"
    file.write_text(file.read_text().replace(str(supervisor.pids["PostgreSQL"]), str(os.getppid()), 1))

    servers = start()

    assert ask(servers.database_url, "SELECT 1") == 1


def test_servers_that_were_left_behind_are_ended_first(
    supervise: Callable[..., Supervisor], start: Callable[[], Servers]
) -> None:
    # With a watchdog that is killed too, nothing tells the servers that their supervisor is gone.
    supervisor = supervise(SYNCLINE_WATCHDOG="1")
    ask(supervisor.database_url, *KEEP_SEVEN)
    for pid in watchdogs_of(supervisor):
        os.kill(pid, 9)
    supervisor.kill()
    assert all(is_running(pid) for pid in supervisor.pids.values())

    servers = start()

    assert not any(is_running(pid) for pid in supervisor.pids.values())
    assert ask(servers.database_url, "SELECT n FROM kept") == 7


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def watchdogs_of(supervisor: Supervisor) -> list[int]:
    """The launcher's left-overs: orphans whose command line still names the supervisor as the parent to watch."""
    wanted = str(supervisor.process.pid).encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if any(word.endswith(b"launch.py") for word in words) and wanted in words:
            found.append(int(folder.name))
    return found
