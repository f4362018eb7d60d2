"""`syncline hold` and `release`: nothing is sent for a while, and nothing is lost."""

import click

from backend.cli.api import Api, integration_option


@click.command()
@integration_option
@click.option("--reason", required=True, help="For those who find it held.")
def hold(integration: int | None, *, reason: str) -> None:
    """Hold an integration: nothing is sent or looked up; what runs ends."""
    api = Api()
    held = api.call("POST", f"/integrations/{api.integration(integration)}/hold", json={"reason": reason})
    click.echo(f"{held['name']} is held by {held['line']['by']}: {held['held_reason']}")


@click.command()
@integration_option
def release(integration: int | None) -> None:
    """Release an integration that is held: what waits goes on."""
    api = Api()
    released = api.call("POST", f"/integrations/{api.integration(integration)}/release")
    click.echo(f"{released['name']} is released: what waits goes on.")
