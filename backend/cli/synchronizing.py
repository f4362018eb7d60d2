"""`syncline sync`: ask for pushes, and wait for how they end."""

import time
from typing import Any

import click

from backend.cli.api import Api, integration_option
from backend.cli.exits import EXIT_ERROR, EXIT_WAITING

ASK_EVERY_SECONDS = 0.5


@click.command()
@integration_option
@click.option("--all", "everything", is_flag=True, help="All objects that can be sent.")
@click.option("--force", is_flag=True, help="Force synchronize: those in error.")
@click.option("--wait", is_flag=True, help="Until nothing can move by itself.")
@click.argument("kind_and_key", nargs=-1)
def sync(integration: int | None, *, everything: bool, force: bool, wait: bool, kind_and_key: tuple[str, ...]) -> None:
    """Synchronize objects: --all, or KIND KEY [KIND KEY ...].

    With --wait: exit 0 when all is success, 1 with any error, 2 when something waits for what nobody asked to send.
    """
    if bool(kind_and_key) == everything or len(kind_and_key) % 2:
        raise click.UsageError("Name objects by KIND KEY pairs, or give --all.")
    api = Api()
    number = api.integration(integration)
    refs = [{"kind": k, "key": v} for k, v in zip(kind_and_key[::2], kind_and_key[1::2], strict=True)]
    asked = {"verb": "force_synchronize" if force else "synchronize"} | (
        {"all": True} if everything else {"objects": refs}
    )
    answer = api.call("POST", f"/integrations/{number}/syncs", json=asked)
    _say_plan(answer)
    if wait:
        raise SystemExit(_wait(api, number))


def _say_plan(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['sent']} queued", err=True)
    for one in answer["left_out"]:
        click.echo(f"{one['count']} left out: {one['reason']} (for instance {one['example']})", err=True)


def _wait(api: Api, integration: int) -> int:
    while True:
        progress = api.call("GET", f"/integrations/{integration}/progress")
        if progress["moving"] == 0:
            return _say_end(progress)
        time.sleep(ASK_EVERY_SECONDS)


def _say_end(progress: dict[str, Any]) -> int:
    counts = progress["statuses"]
    click.echo(", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in counts))
    for one in progress["waiting_for"][:20]:
        click.echo(
            f"{one['kind']} {one['key']} waits for {one['needs_kind']} {one['needs_key']}, {one['why']}", err=True
        )
    if counts["error"]:
        return EXIT_ERROR
    return EXIT_WAITING if progress["waiting_for"] else 0
