"""Servers that are away and addresses that are none: one sentence for each command, and nothing left behind."""

import os
import subprocess
from pathlib import Path

import asyncpg
import pytest

from backend.runtime import Runtime
from tests.journeys.demo import free_ports, outside, syncline

pytestmark = pytest.mark.anyio

AWAY = "postgresql://syncline:s3cret@127.0.0.1:1/syncline"
GARBAGE = "postgres//syncline:s3cret@db/x"
EACH = [["serve"], ["worker"], ["migrate"], ["user", "list"], ["key", "add", "erp"], ["demo", "--json"]]


def run(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    ports = dict(zip(("SYNCLINE_PORT", "STAND_IN"), map(str, free_ports()), strict=True))
    more = ["--stand-in-port", ports["STAND_IN"]] if arguments[0] == "demo" else []
    servers = {"DATABASE_URL": os.environ["DATABASE_URL"], "REDIS_URL": os.environ["REDIS_URL"]}
    return syncline(*arguments, *more, env=outside() | {"SYNCLINE_HOME": str(home)} | ports | servers | env)


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """All that it said."""
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "s3cret" not in done.stderr
    return done.stderr.strip()


@pytest.mark.parametrize("command", EACH, ids=" ".join)
def test_a_database_that_is_away_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    said = sentence(run(tmp_path / "home", *command, DATABASE_URL=AWAY))

    assert said.startswith("Error: PostgreSQL at 127.0.0.1:1 cannot be reached")
    assert not (tmp_path / "home" / "secret").exists()


@pytest.mark.parametrize("command", EACH, ids=" ".join)
def test_an_address_that_is_none_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    said = sentence(run(tmp_path / "home", *command, DATABASE_URL=GARBAGE))

    assert "DATABASE_URL cannot be used" in said
    assert not (tmp_path / "home" / "secret").exists()


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["user", "list"], ["demo", "--json"]], ids=" ".join)
async def test_so_it_is_for_the_queue(runtime: Runtime, tmp_path: Path, command: list[str]) -> None:
    database = runtime.settings.database_url

    said = sentence(run(tmp_path, *command, DATABASE_URL=database, REDIS_URL="valkey.example:6379"))

    assert said.startswith("Error: REDIS_URL cannot be used")


async def test_a_worker_does_not_begin_with_a_queue_that_refuses_it(runtime: Runtime, tmp_path: Path) -> None:
    """One that is away may come back: then it begins."""
    url = f"{runtime.settings.redis_url}?db=99999" if "://" in runtime.settings.redis_url else ""

    done = run(tmp_path, "worker", DATABASE_URL=runtime.settings.database_url, REDIS_URL=url)

    assert "Redis cannot be used" in sentence(done)


async def test_people_are_looked_after_without_the_queue(runtime: Runtime, tmp_path: Path) -> None:
    env = {"DATABASE_URL": runtime.settings.database_url, "REDIS_URL": "redis://127.0.0.1:1"}

    done = run(tmp_path, "user", "add", "ada", **env)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["user", "list"], ["demo", "--json"]], ids=" ".join)
async def test_a_port_that_is_none_is_one_sentence(runtime: Runtime, tmp_path: Path, command: list[str]) -> None:
    said = sentence(run(tmp_path, *command, DATABASE_URL=runtime.settings.database_url, SYNCLINE_PORT="eighty"))

    assert said == "Error: SYNCLINE_PORT is 'eighty'; it must be a number from 1 to 65535."


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["user", "list"]], ids=" ".join)
async def test_a_database_without_tables_names_the_command_that_makes_them(
    database_url: str, tmp_path: Path, command: list[str]
) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()

    assert "run `syncline migrate`" in sentence(run(tmp_path, *command, DATABASE_URL=database_url))


def test_one_address_without_the_other_is_one_sentence(tmp_path: Path) -> None:
    assert "belong together" in sentence(run(tmp_path, "demo", "--json", REDIS_URL=""))
