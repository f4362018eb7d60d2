"""`syncline bundle`: what support needs to know of one object."""

import click
import msgspec

from backend.cli.api import Api, integration_option


@click.command()
@integration_option
@click.argument("kind")
@click.argument("key")
def bundle(integration: int | None, kind: str, key: str) -> None:
    """Write a support bundle as JSON to standard output: no body, no secret, no value of a request."""
    api = Api()
    made = api.call("POST", f"{api.object_path(integration, kind, key)}/bundle")
    click.echo(msgspec.json.format(msgspec.json.encode(made)).decode())
