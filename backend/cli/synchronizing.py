"""`syncline sync`: ask for pushes, and wait for how they end."""

from collections.abc import Sequence
from typing import Any

import click

from backend.cli.api import Api, integration_option
from backend.cli.exits import EXIT_ERROR, EXIT_MOVING, EXIT_WAITING
from backend.cli.waiting import End, Named, Ref, Whole, say_end, wait
from backend.domain.selection import NOT_CARRIED

TIMEOUT_SECONDS = 900


@click.command()
@integration_option
@click.option("--all", "everything", is_flag=True, help="All objects that can be sent.")
@click.option("--force", is_flag=True, help="Force synchronize: those in error.")
@click.option("--wait", "wait_for_end", is_flag=True, help="Until nothing can move by itself.")
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=TIMEOUT_SECONDS, show_default=True, help="Seconds, of --wait."
)
@click.argument("kind_and_key", nargs=-1)
def sync(
    integration: int | None,
    *,
    everything: bool,
    force: bool,
    wait_for_end: bool,
    timeout: float,
    kind_and_key: tuple[str, ...],
) -> None:
    """Synchronize objects: --all, or KIND KEY [KIND KEY ...].

    With --wait, --all is about every object of the integration, KIND KEY about those alone. Exit 0: all is success.
    1: any is in error. 2: something waits for what nobody asked to send. 4: the time is over, something still moves.
    """
    if bool(kind_and_key) == everything or len(kind_and_key) % 2:
        raise click.UsageError("Name objects by KIND KEY pairs, or give --all.")
    api = Api()
    number = api.integration(integration)
    refs = list(zip(kind_and_key[::2], kind_and_key[1::2], strict=True))
    answer = _ask(api, number, refs, force=force)
    if wait_for_end:
        look = Whole(api, number).look if everything else Named(api, number, answer["sync"], refs).look
        end = wait(look, seconds=timeout)
        say_end(end)
        raise SystemExit(exit_code(end, answer["left_out"]))


def _ask(api: Api, integration: int, refs: Sequence[Ref], *, force: bool) -> dict[str, Any]:
    objects = [{"kind": kind, "key": key} for kind, key in refs]
    verb = "force_synchronize" if force else "synchronize"
    asked = {"verb": verb} | ({"objects": objects} if objects else {"all": True})
    answer: dict[str, Any] = api.call("POST", f"/integrations/{integration}/syncs", json=asked)
    click.echo(f"{answer['sent']} queued", err=True)
    for one in answer["left_out"]:
        click.echo(f"{one['count']} left out: {one['reason']} (for instance {one['example']})", err=True)
    return answer


def exit_code(end: End, left_out: Sequence[dict[str, Any]]) -> int:
    """What docs/api.md promises; `left_out` as the sync answered."""
    if end.moving:
        return EXIT_MOVING
    if end.statuses.get("error"):
        return EXIT_ERROR
    never = sum(one["count"] for one in left_out if one["reason"] == NOT_CARRIED)
    unsent = sum(count for status, count in end.statuses.items() if status != "success") - never
    return EXIT_WAITING if unsent else 0
