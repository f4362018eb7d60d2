"""`syncline resolve`: decide about one object that does not go on by itself, or not soon enough."""

from typing import Any

import click

from backend.cli.api import Api, integration_option


@click.command()
@integration_option
@click.argument("kind")
@click.argument("key")
@click.option("--check-now", is_flag=True, help="Look at once what the third party holds; nothing is sent sooner.")
@click.option("--adopt", metavar="RECORD", help="This record, which the last look saw, is the object.")
@click.option("--send-again", is_flag=True, help="Its record is gone: create it anew, after one more look.")
@click.option("--renumber", metavar="NUMBER", help="Its number is taken there: send it under another one.")
def resolve(integration: int | None, kind: str, key: str, **given: Any) -> None:
    """Decide about an object that cannot go on by itself: one of the options. `syncline explain` says which help."""
    asked = [(name, value) for name, value in given.items() if value]
    if len(asked) != 1:
        raise click.UsageError("Give one of --check-now, --adopt, --send-again, --renumber.")
    ((name, value),) = asked
    api = Api()
    body = {_FIELDS[name]: value} if name in _FIELDS else {}
    click.echo(
        api.call("POST", f"{api.object_path(integration, kind, key)}/{name.replace('_', '-')}", json=body)["done"]
    )


_FIELDS = {"adopt": "record", "renumber": "number"}
