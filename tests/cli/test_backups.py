"""`syncline backup` and `restore`: one file, and a database that starts held."""

import asyncio
import base64
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from backend.cli.servers.preparing import prepare
from tests.journeys.demo import outside, syncline

Env = dict[str, str]


@pytest.fixture
def installed(anyio_backend: str, database_url: str, tmp_path: Path) -> Env:
    """With an integration in it; nothing runs."""
    env = outside() | {"DATABASE_URL": database_url, "REDIS_URL": os.environ["REDIS_URL"]}
    env |= {"SYNCLINE_HOME": str(tmp_path / "home")}
    prepare(env, stand_in_port=9, level="top", empty=True)
    return env


def ask(env: Env, sql: str) -> Any:
    async def fetch() -> Any:
        connection = await asyncpg.connect(env["DATABASE_URL"])
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def test_a_backup_holds_no_secret_and_says_so(installed: Env, tmp_path: Path) -> None:
    file = tmp_path / "syncline.dump"
    done = syncline("backup", str(file), env=installed)
    assert done.returncode == 0, done.stderr
    assert f"The secret is not in it: keep {installed['SYNCLINE_HOME']}/secret apart" in done.stdout
    assert (Path(installed["SYNCLINE_HOME"]) / "secret").read_bytes() not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    again = syncline("backup", str(file), env=installed)
    assert (again.returncode, "is there already" in again.stderr) == (1, True)


def test_what_is_put_back_is_held_and_all_of_it_is_there(installed: Env, tmp_path: Path) -> None:
    file = tmp_path / "syncline.dump"
    assert syncline("backup", str(file), env=installed).returncode == 0
    ask(installed, "UPDATE integration SET name = 'Later'")
    done = syncline("restore", str(file), "--yes", env=installed)
    assert done.returncode == 0, done.stderr
    assert ask(installed, "SELECT name FROM integration") == "Sage Intacct · Demo"
    assert "put back by `syncline restore`" in ask(installed, "SELECT held_reason FROM integration")
    assert ask(installed, "SELECT count(*) FROM audit WHERE action = 'instance.restored'") == 1
    assert ask(installed, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public'") == (
        "pg_database_owner"
    )


def test_whoever_dies_in_the_midst_of_it_leaves_a_database_that_is_held(installed: Env, tmp_path: Path) -> None:
    from backend.cli.backups.archives import dump, load

    dump(installed["DATABASE_URL"], tmp_path / "syncline.dump")
    load(tmp_path / "syncline.dump", installed["DATABASE_URL"])
    assert ask(installed, "SELECT held_reason FROM integration"), "a worker may have begun meanwhile"
    assert ask(installed, "SELECT restoring_below FROM integration"), "nobody can release it yet"
    prepare(installed, stand_in_port=9, level="top", empty=True)
    reason = ask(installed, "SELECT held_reason FROM integration")
    assert "put back by `syncline restore`" in reason
    assert "held before" not in reason


@pytest.mark.parametrize("content", [b"no archive", b""])
def test_what_is_no_backup_changes_nothing(installed: Env, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.dump"
    file.write_bytes(content)
    done = syncline("restore", str(file), "--yes", env=installed)
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert ask(installed, "SELECT held_reason FROM integration") is None


def test_nothing_is_put_back_under_those_who_work(installed: Env, tmp_path: Path) -> None:
    file = tmp_path / "syncline.dump"
    assert syncline("backup", str(file), env=installed).returncode == 0

    async def restore_beside() -> Any:
        connection = await asyncpg.connect(installed["DATABASE_URL"])
        try:
            return await asyncio.to_thread(syncline, "restore", str(file), "--yes", env=installed)
        finally:
            await connection.close()

    done = asyncio.run(restore_beside())
    assert done.returncode == 1
    assert "Stop web and workers first" in done.stderr


def test_who_is_asked_reads_which_database_is_replaced_and_no_password(installed: Env, tmp_path: Path) -> None:
    file = tmp_path / "syncline.dump"
    file.touch()
    place = urlsplit(installed["DATABASE_URL"])
    url = place._replace(netloc=f"someone:tell-nobody@{place.netloc.rpartition('@')[2]}").geturl()
    done = syncline("restore", str(file), env=installed | {"DATABASE_URL": url})
    assert done.returncode == 1
    assert f"All that the database {place.path.strip('/')} at " in done.stdout
    assert "tell-nobody" not in done.stdout + done.stderr


def test_those_who_work_under_another_name_are_seen_too(installed: Env) -> None:
    name = f"other_{os.getpid()}"
    ask(installed, f"CREATE ROLE {name} LOGIN")
    try:
        assert _count_seen_by(installed, name) == 1
    finally:
        ask(installed, f"DROP ROLE {name}")


def _count_seen_by(env: Env, name: str) -> int:
    async def count() -> int:
        from backend.cli.backups.commands import OTHERS

        ours, theirs = await asyncpg.connect(env["DATABASE_URL"]), await asyncpg.connect(env["DATABASE_URL"])
        try:
            await ours.execute(f"SET ROLE {name}")
            return int(await ours.fetchval(OTHERS))
        finally:
            await ours.close()
            await theirs.close()

    return asyncio.run(count())


def test_a_whole_machine_that_was_put_back_is_declared(installed: Env) -> None:
    done = syncline("restored", env=installed)
    assert done.returncode == 0, done.stderr
    assert "together with its home" in ask(installed, "SELECT held_reason FROM integration")


def test_what_lies_beside_a_backup_is_not_written_over(installed: Env, tmp_path: Path) -> None:
    beside = tmp_path / "syncline.dump.part"
    beside.write_text("of another backup")
    assert syncline("backup", str(tmp_path / "syncline.dump"), env=installed).returncode == 0
    assert beside.read_text() == "of another backup"
    assert sorted(one.name for one in tmp_path.iterdir() if "dump" in one.name) == [
        "syncline.dump",
        "syncline.dump.part",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:tell%2Fnobody@db/x",
        "postgresql://db/x?user=ada&password=tell%2Fnobody&sslmode=disable",
        "postgresql://db/x?user=ada&sslpassword=tell%2Fnobody&sslmode=disable",
    ],
)
def test_no_command_line_shows_the_password_wherever_the_address_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """The programs' place is taken by one that writes down how it was called."""
    from backend.cli.backups.archives import dump
    from backend.embedded.errors import EmbeddedError

    program = tmp_path / "pg_dump"
    learns = f'(echo "$PGPASSWORD"; cat $PGSERVICEFILE) > {tmp_path}/known </dev/null'
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\n{learns}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr("backend.cli.backups.archives.find_client", lambda _: program)
    with pytest.raises(EmbeddedError):
        dump(url, tmp_path / "syncline.dump")
    assert "nobody" not in (tmp_path / "seen").read_text()
    assert (
        "@db/x" in (tmp_path / "seen").read_text() or "db/x?user=ada&sslmode=disable" in (tmp_path / "seen").read_text()
    )
    known = (tmp_path / "known").read_text()
    assert known == ("\n[syncline]\nsslpassword=tell/nobody\n" if "sslpassword" in url else "tell/nobody\n")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder here in which root itself cannot write")
def test_a_home_that_cannot_be_written_gets_a_sentence(installed: Env) -> None:
    home = {"SYNCLINE_HOME": "/proc/syncline"}
    done = syncline("restored", env=installed | home)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "or set SYNCLINE_SECRET" in done.stderr
    secret = {"SYNCLINE_SECRET": base64.b64encode(bytes(32)).decode()}
    for command in ("restored", "serve"):
        done = syncline(command, env=installed | home | secret)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert "The home /proc/syncline cannot be written" in done.stderr
