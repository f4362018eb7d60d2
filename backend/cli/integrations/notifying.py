"""`syncline notify`: who is told of an integration's troubles."""

from typing import Any

import click

from backend.cli.api import Api, integration_option
from backend.domain.notifications.troubles import Topic

TOPICS = [str(one) for one in Topic]


@click.group()
def notify() -> None:
    """Who is told when something is wrong, and when it is over."""


@notify.command("list")
@integration_option
def list_(integration: int | None) -> None:
    """Who is told of what, and how the last message went."""
    api = Api()
    for one in api.call("GET", _path(api, integration))["subscriptions"]:
        last = one["told"][0] if one["told"] else None
        said = f"{last['event']}: {last['outcome'] or 'on its way'}" if last else "nothing was told yet"
        click.echo(f"{one['id']}: {one['channel']} {one['address']} ({', '.join(one['topics'])}). {said}")


@notify.command()
@integration_option
@click.argument("channel", type=click.Choice(["webhook", "email"]))
@click.argument("address")
@click.option("--topic", "topics", multiple=True, type=click.Choice(TOPICS), help="May be repeated; all without it.")
def add(integration: int | None, channel: str, address: str, topics: tuple[str, ...]) -> None:
    """Tell ADDRESS from now on. The secret of a webhook is shown this once."""
    api = Api()
    given = {"channel": channel, "address": address, "topics": topics or TOPICS}
    made = api.call("POST", _path(api, integration), json=given)
    click.echo(f"{made['number']} is told from now on." + (f" Secret: {made['secret']}" if made["secret"] else ""))


@notify.command()
@integration_option
@click.argument("number", type=int)
def test(integration: int | None, number: int) -> None:
    """Send a test; `syncline notify list` says what became of it."""
    _act("POST", integration, f"/{number}/test")
    click.echo("A test is on its way.")


@notify.command()
@integration_option
@click.argument("number", type=int)
def remove(integration: int | None, number: int) -> None:
    """Tell it nothing any more."""
    _act("DELETE", integration, f"/{number}")
    click.echo(f"{number} is told no more.")


def _act(method: str, integration: int | None, below: str) -> Any:
    api = Api()
    return api.call(method, _path(api, integration) + below)


def _path(api: Api, integration: int | None) -> str:
    return f"/integrations/{api.integration(integration)}/subscriptions"
