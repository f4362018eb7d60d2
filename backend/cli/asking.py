"""`syncline status` and `syncline explain`: where objects stand."""

from urllib.parse import quote

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


@click.command()
@integration_option
@click.argument("kind")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(integration: int | None, kind: str, key: str, *, as_json: bool) -> None:
    """Where an object stands, why, and what to do next."""
    api = Api()
    found = api.call("GET", f"/integrations/{api.integration(integration)}/objects/{kind}/{quote(key, safe='')}")
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    said = found["explanation"]
    click.echo(f"{found['kind']} {found['key']}: {said['status']}\n{said['why']}\n{said['next_step']}")
