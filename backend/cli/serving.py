"""The processes of an installation: migrate, serve, worker, stand-in."""

import asyncio
import os
import runpy
import sys

import click

from backend.settings import SettingError, Settings


def read_settings() -> Settings:
    try:
        return Settings.from_env()
    except SettingError as problem:
        raise click.ClickException(str(problem)) from problem


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    from backend.storage.migrate import MigrationError
    from backend.storage.migrate import migrate as run

    try:
        asyncio.run(run(read_settings().database_url))
    except (MigrationError, OSError) as problem:
        raise click.ClickException(f"The database cannot be brought up to date: {problem}") from problem


@click.command()
def serve() -> None:
    """Run the web server."""
    from backend.app import serve as run

    run(read_settings())


@click.command()
def worker() -> None:
    """Run a worker. Several may run beside each other, on several machines."""
    os.execv(sys.executable, [sys.executable, "-m", "jobs"])  # noqa: S606  (jobs is the other entrance: run by name)


@click.command("stand-in", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def stand_in(arguments: tuple[str, ...]) -> None:
    """Run the stand-in of the Sage Intacct gateway (`--help` lists its options)."""
    sys.argv = ["syncline stand-in", *arguments]
    runpy.run_module("backend.stand_in", run_name="__main__")
