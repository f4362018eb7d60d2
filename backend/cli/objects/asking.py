"""`syncline status`, `explain` and `causes`: where objects stand, and why."""

import click
import msgspec
from rich.console import Console
from rich.table import Table

from backend.cli.api import Api, integration_option


@click.command()
@integration_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(integration: int | None, *, as_json: bool) -> None:
    """How many objects are where."""
    api = Api()
    progress = api.call("GET", f"/integrations/{api.integration(integration)}/progress")
    if as_json:
        click.echo(msgspec.json.encode(progress["statuses"] | {"moving": progress["moving"]}).decode())
        return
    table = Table("status", "objects", box=None)
    for name, count in progress["statuses"].items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    Console().print(table)
    if progress["trouble"]:
        click.echo(f"{progress['trouble']}.")


@click.command()
@integration_option
@click.argument("kind")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(integration: int | None, kind: str, key: str, *, as_json: bool) -> None:
    """Where an object stands, why, and what to do next."""
    api = Api()
    found = api.call("GET", api.object_path(integration, kind, key))
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    said = found["explanation"]
    click.echo(f"{found['kind']} {found['key']}: {said['status']}\n{said['why']}\n{said['next_step']}")


@click.command()
@integration_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def causes(integration: int | None, *, as_json: bool) -> None:
    """What objects in error have in common, and how many they are."""
    api = Api()
    found = api.call("GET", f"/integrations/{api.integration(integration)}/causes")
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    for one in found["causes"]:
        click.echo(f"{one['number']}: {one['sentence'].removesuffix('.')} ({_objects(one['count'])})")
        if one["note"]:
            click.echo(f"   {one['note']}")
    if found["more"]:
        click.echo("… and other causes.")
    if found["others"]:
        click.echo(f"Without a cause that others share: {_objects(found['others'])}")
    if not found["causes"] and not found["others"]:
        click.echo("No object is in error.")


def _objects(count: int) -> str:
    return f"{count:,} {'object' if count == 1 else 'objects'}"
