"""Keys that the hosts of embeds sign with."""

import click

from backend.cli.people import COMMAND_LINE, in_runtime, said
from backend.domain.embeds.claims import ROLES


@click.group("embed-key")
def embed_key() -> None:
    """Keys for portals that show part of Syncline in their own pages."""


@embed_key.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in ROLES]), default=ROLES[0].value, show_default=True)
def add_embed_key(name: str, role: str) -> None:
    """Make a key and print its secret: it is shown once. ROLE is the most that its tokens may grant."""
    from backend.actions.embeds.create_embed_key import create_embed_key

    click.echo(said(in_runtime(lambda runtime: create_embed_key(runtime, name, role, by=COMMAND_LINE))))


@embed_key.command("list")
def list_embed_keys() -> None:
    """Keys that are not revoked, and the most that they may grant."""
    from backend.storage.screens.people import working_embed_keys

    for one in in_runtime(lambda _: working_embed_keys()):
        click.echo(f"{one.name}  {one.role}")


@embed_key.command("revoke")
@click.argument("name")
def revoke_embed_key_of(name: str) -> None:
    """Refuse its tokens from now on, and end the sessions that they opened."""
    from backend.actions.embeds.revoke_embed_key import revoke_embed_key

    if not in_runtime(lambda _: revoke_embed_key(name, by=COMMAND_LINE)):
        raise click.ClickException(f"There is no embed key {name}, or it was revoked already.")
