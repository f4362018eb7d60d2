"""`syncline backup`, `restore`, `restored` and `end-restoration`."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click

from backend.cli.api import Api, integration_option
from backend.cli.backups.archives import dump, load
from backend.cli.people import COMMAND_LINE
from backend.cli.servers.beside import beside, environment
from backend.cli.servers.serving import told
from backend.embedded.errors import EmbeddedError
from backend.embedded.servers import start_servers
from backend.settings import SettingError, Settings

_FILE = click.Path(dir_okay=False, path_type=Path)
_NOT_ALONE = (
    "{others} other connections use the database. Stop web and workers first: who works on it meanwhile would not see"
    " that it is put back."
)
# What others are is hidden from who has no right to see it; that they belong to a user is not.
OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usesysid IS NOT NULL
    AND coalesce(backend_type, 'client backend') = 'client backend' AND pid <> pg_backend_pid()"""


@click.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write the database to FILE, also while everything runs.

    Without the secret: keep that apart, or passwords of third parties must be entered again.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already: name another file, or put it away.")
    with _reached(environment()) as env, _said():
        dump(env["DATABASE_URL"], file)
    click.echo(f"Backed up to {file} ({file.stat().st_size / 1e6:,.1f} MB).")
    click.echo(f"The secret is not in it: {_secret(env)}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, *, yes: bool) -> None:
    """Put FILE, a backup, in the place of all that the database holds.

    Every integration is held afterwards, until an administrator releases it.
    """
    if beside() and not os.environ.get("DATABASE_URL"):
        raise click.ClickException("A demo runs in this home: stop it first.")
    if not yes:
        click.confirm(f"All that the database {_place(dict(os.environ))} holds now is replaced. Go on?", abort=True)
    with _reached(dict(os.environ)) as env, _said():
        asyncio.run(_check_alone(env["DATABASE_URL"]))
        load(file, env["DATABASE_URL"])
        newest = asyncio.run(_begin(env))
    click.echo("Put back. Every integration is held, and nothing is sent until an administrator releases it.")
    if newest:
        click.echo(f"What was received after {newest} is not in it: hand it over again before.")


@click.command()
def restored() -> None:
    """Say that the database was put back by other means, together with the home.

    Only then: otherwise it is noticed at the next start. Every integration is held.
    """
    with _reached(environment()) as env, _said():
        asyncio.run(_declare(Settings.from_env(env)))
    click.echo("Every integration is held, and nothing is sent until an administrator releases it.")


@click.command("end-restoration")
@integration_option
def end_restoration(integration: int | None) -> None:
    """Say that the ERP has handed over again what a restored database lacked.

    From then on objects are created without a look before.
    """
    api = Api()
    ended = api.call("POST", f"/integrations/{api.integration(integration)}/end-restoration")
    click.echo(f"{ended['name']} creates objects without a look before.")


@contextmanager
def _said() -> Iterator[None]:
    with told():
        try:
            yield
        except (EmbeddedError, OSError) as problem:
            raise click.ClickException(str(problem)) from problem


@contextmanager
def _reached(env: dict[str, str]) -> Iterator[dict[str, str]]:
    """With the database that it names, or the one in the home, which is started for as long as it takes."""
    if env.get("DATABASE_URL"):
        yield env
        return
    with _said():
        servers = start_servers(Path(env.get("SYNCLINE_HOME") or ".syncline"))
    try:
        yield env | {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    finally:
        servers.stop()


def _place(env: dict[str, str]) -> str:
    """Which one it is, without user and password."""
    if not env.get("DATABASE_URL"):
        return f"in the home {env.get('SYNCLINE_HOME') or '.syncline'}"
    parts = urlsplit(env["DATABASE_URL"])
    host = parts.hostname or ", ".join(parse_qs(parts.query).get("host", ["this machine"]))
    return f"{parts.path.strip('/')} at {host}"


def _secret(env: dict[str, str]) -> str:
    if env.get("SYNCLINE_SECRET"):
        return "keep SYNCLINE_SECRET apart from it."
    return f"keep {Path(env.get('SYNCLINE_HOME') or '.syncline') / 'secret'} apart from it."


async def _check_alone(database_url: str) -> None:
    from backend.storage.postgres.reach import connect

    connection = await connect(database_url)
    try:
        others = await connection.fetchval(OTHERS)
    finally:
        await connection.close()
    if others:
        raise SettingError(_NOT_ALONE.format(others=others))


async def _begin(env: dict[str, str]) -> str:
    """Hold everything; when the newest version came that the backup has."""
    from backend.actions.instances.know_instance import know_instance
    from backend.runtime import open_runtime
    from backend.storage.instances import lives
    from backend.storage.postgres.migrate import migrate

    settings = Settings.from_env(env)
    await migrate(settings.database_url)
    async with open_runtime(settings, pool_size=2) as runtime:
        await know_instance(runtime)
        life = await lives.last()
    at = life.newest_received_at if life else None
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else ""


async def _declare(settings: Settings) -> None:
    from backend.actions.instances.declare_restored import declare_restored
    from backend.runtime import open_runtime

    async with open_runtime(settings, pool_size=2) as runtime:
        await declare_restored(runtime, why="was put back together with its home", by=COMMAND_LINE)
