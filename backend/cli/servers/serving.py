"""The processes of an installation: migrate, serve, worker, stand-in."""

import asyncio
import os
import runpy
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from backend.settings import SettingError, Settings, needed


@contextmanager
def told() -> Iterator[None]:
    """What cannot be used is one sentence for whoever starts us."""
    try:
        yield
    except SettingError as problem:
        raise click.ClickException(str(problem)) from problem


def read_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Once the database has answered: before that a first start would leave a secret behind. Raises SettingError."""
    from backend.queue import Bell
    from backend.storage.postgres.reach import check

    asyncio.run(check(needed(env, "DATABASE_URL")))
    Bell(needed(env, "REDIS_URL"))
    return Settings.from_env(env)


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    from backend.storage.postgres.migrate import migrate as run

    with told():
        asyncio.run(run(needed(os.environ, "DATABASE_URL")))


@click.command()
def serve() -> None:
    """Run the web server."""
    from backend.app import serve as run
    from backend.storage.instances.witness import check_home

    with told():
        settings = read_settings()
        check_home(settings.home)
        run(settings)


@click.command()
def worker() -> None:
    """Run a worker. Several may run beside each other, on several machines."""
    with told():
        read_settings()
    os.execv(sys.executable, [sys.executable, "-m", "jobs"])  # noqa: S606  (jobs is the other entrance: run by name)


@click.command("stand-in", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def stand_in(arguments: tuple[str, ...]) -> None:
    """Run the stand-in of the Sage Intacct gateway (`--help` lists its options)."""
    sys.argv = ["syncline stand-in", *arguments]
    runpy.run_module("backend.stand_in", run_name="__main__")
