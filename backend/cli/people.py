"""Users and API keys."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from backend.cli.servers.beside import environment
from backend.cli.servers.serving import read_settings, told
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.settings import Settings

COMMAND_LINE = "command line"
ROLES = [role.value for role in Role]  # click names the members of an enum, not their values
Answer = TypeVar("Answer")


def in_runtime(what: Callable[[Any], Awaitable[Answer]]) -> Answer:
    """Run one thing, which is given the runtime, against the database, and close everything again."""
    from backend.runtime import open_runtime

    async def run(settings: Settings) -> Answer:
        async with open_runtime(settings, pool_size=2) as runtime:
            return await what(runtime)

    with told():
        return asyncio.run(run(read_settings(environment())))


@click.group()
def user() -> None:
    """People who may sign in."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default=Role.OPERATOR.value, show_default=True)
def add_user(name: str, role: str) -> None:
    """Add a person and print a one-time sign-in link."""
    from backend.actions.people.create_user import create_user
    from backend.actions.people.make_link import make_link

    async def add(runtime: Any) -> str | Problem:
        made = await create_user(name, Role(role), by=COMMAND_LINE)
        return made if isinstance(made, Problem) else await make_link(runtime, name, by=COMMAND_LINE)

    click.echo(said(in_runtime(add)))


@user.command("link")
@click.argument("name")
def link_user(name: str) -> None:
    """Print a one-time sign-in link for a person."""
    from backend.actions.people.make_link import make_link

    click.echo(said(in_runtime(lambda runtime: make_link(runtime, name, by=COMMAND_LINE))))


@user.command("password")
@click.argument("name")
@click.password_option()
def password_of(name: str, password: str) -> None:
    """Set a person's password; the person's sessions end."""
    from backend.actions.people.set_password import set_password

    said(in_runtime(lambda _: set_password(name, password, by=COMMAND_LINE)))


@user.command("list")
def list_users() -> None:
    """Who may sign in, and as what."""
    from backend.storage.people import every_user

    for one in in_runtime(lambda _: every_user()):
        click.echo(f"{one.name}  {one.role}{'  disabled' if one.disabled else ''}")


@user.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice([one.value for one in Role]))
def change_role_of(name: str, role: str) -> None:
    """Change what a person may do; the person's sessions end."""
    from backend.actions.people.change_role import change_role

    said(in_runtime(lambda _: change_role(name, Role(role), by=COMMAND_LINE)))


@user.command("enable")
@click.argument("name")
def enable(name: str) -> None:
    """Let a disabled person sign in again."""
    from backend.actions.people.enable_user import enable_user

    said(in_runtime(lambda _: enable_user(name, by=COMMAND_LINE)))


@user.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """End a person's sessions; nobody signs in by that name any more."""
    from backend.actions.people.disable_user import disable_user

    said(in_runtime(lambda _: disable_user(name, by=COMMAND_LINE)))


@click.group()
def key() -> None:
    """API keys for programs."""


@key.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([*ROLES, "ingest"]), default="ingest", show_default=True)
def add_key(name: str, role: str) -> None:
    """Make a key and print it: it is shown once."""
    from backend.actions.keys.create_api_key import create_api_key

    click.echo(said(in_runtime(lambda _: create_api_key(name, role, by=COMMAND_LINE))))


@key.command("list")
def list_keys() -> None:
    """Keys that are not revoked, and what they may do."""
    from backend.storage.people import every_key

    for one in in_runtime(lambda _: every_key()):
        click.echo(f"{one.name}  {one.role or 'ingest'}")


@key.command("revoke")
@click.argument("name")
def revoke_key(name: str) -> None:
    """Refuse this key from now on."""
    from backend.actions.keys.revoke_api_key import revoke_api_key

    said(in_runtime(lambda _: revoke_api_key(name, by=COMMAND_LINE)))


def said(answer: Any) -> Any:
    if isinstance(answer, Problem):
        raise click.ClickException(str(answer))
    return answer
