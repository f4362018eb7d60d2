"""`syncline sync`: ask for pushes, and wait for how they end. `syncline stop`: stop what was asked for."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import click

from backend.cli.api import Api, integration_option
from backend.cli.exits import EXIT_ERROR, EXIT_MOVING, EXIT_WAITING
from backend.cli.syncs.planning import say_plan
from backend.cli.syncs.waiting import ASK_EVERY_SECONDS, End, Filtered, Named, Ref, Whole, say_end, wait
from backend.domain.syncs.selection import NOT_CARRIED

TIMEOUT_SECONDS = 900


@click.command()
@integration_option
@click.option("--all", "everything", is_flag=True, help="All objects that can be sent.")
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help="Such as status=error, as in the list.")
@click.option("--force", is_flag=True, help="Force synchronize: those in error.")
@click.option("--with-needed", is_flag=True, help="And what they need there, each by the verb that sends it.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--wait", "wait_for_end", is_flag=True, help="Until nothing can move by itself.")
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=TIMEOUT_SECONDS, show_default=True, help="Seconds, of --wait."
)
@click.argument("kind_and_key", nargs=-1)
def sync(
    integration: int | None,
    *,
    everything: bool,
    filters: tuple[str, ...],
    force: bool,
    with_needed: bool,
    dry_run: bool,
    wait_for_end: bool,
    timeout: float,
    kind_and_key: tuple[str, ...],
) -> None:
    """Synchronize objects: --all, --filter NAME=VALUE ..., or KIND KEY [KIND KEY ...].

    With --wait, --all is about every object of the integration, the others about those that they name. Ctrl-C ends the
    waiting, and stops nothing: `syncline stop NUMBER` does.

    Exit 0: all is success. 1: any is in error. 2: something waits for what nobody asked to send. 4: the time is over,
    something still moves.
    """
    if (bool(kind_and_key) + everything + bool(filters) != 1) or len(kind_and_key) % 2:
        raise click.UsageError("Name objects by KIND KEY pairs, or give --all, or --filter NAME=VALUE.")
    if dry_run and (with_needed or wait_for_end):
        raise click.UsageError(
            "--dry-run says what this press would send: neither --with-needed nor --wait goes with it."
        )
    refs = list(zip(kind_and_key[::2], kind_and_key[1::2], strict=True))
    chosen = _chosen(refs, filters)
    api = Api()
    number = api.integration(integration)
    if dry_run:
        say_plan(api, number, chosen, force=force)
        return
    answer = _ask(api, number, chosen | ({"with_needed": True} if with_needed else {}), force=force)
    if wait_for_end:
        look = _look(api, number, answer["sync"], refs, everything=everything)
        end = _wait(look, answer["sync"], seconds=timeout)
        say_end(end)
        raise SystemExit(exit_code(end, answer["left_out"]))


def _chosen(refs: Sequence[Ref], filters: Sequence[str]) -> dict[str, Any]:
    if refs:
        return {"objects": [{"kind": kind, "key": key} for kind, key in refs]}
    given: dict[str, list[str]] = {}
    for one in filters:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"--filter {one}: expected NAME=VALUE, such as status=error or kind=customer.")
        given.setdefault(name, []).append(value)
    return {"filter": given} if given else {"all": True}


def _ask(api: Api, integration: int, chosen: dict[str, Any], *, force: bool) -> dict[str, Any]:
    verb = "force_synchronize" if force else "synchronize"
    answer: dict[str, Any] = api.call("POST", f"/integrations/{integration}/syncs", json={"verb": verb} | chosen)
    named = f" (sync {answer['sync']})" if answer["sync"] else ""
    click.echo(f"{answer['sent']} queued{named}", err=True)
    for one in answer["left_out"]:
        click.echo(f"{one['count']} left out: {one['reason']} (for instance {one['example']})", err=True)
    return answer


def _look(api: Api, integration: int, sync: int | None, refs: Sequence[Ref], *, everything: bool) -> Callable[[], End]:
    if everything:
        return Whole(api, integration).look
    return Named(api, integration, sync, refs).look if refs else Filtered(api, integration, sync).look


def _wait(look: Callable[[], End], sync: int | None, *, seconds: float) -> End:
    try:
        return wait(look, seconds=seconds)
    except KeyboardInterrupt:
        how = f" goes on; syncline stop {sync} stops it" if sync else " is not waited for any more"
        click.echo(f"\nSync{f' {sync}' if sync else ''}{how}.", err=True)
        raise SystemExit(EXIT_MOVING) from None


@click.command()
@integration_option
@click.argument("number", type=click.IntRange(min=1))
def stop(integration: int | None, number: int) -> None:
    """Stop sync NUMBER: what was sent goes on until its outcome is known, the rest stays as it was before."""
    api = Api()
    path = f"/integrations/{api.integration(integration)}/syncs/{number}"
    found = api.call("POST", f"{path}/stop")
    while found["withdrawing"]:
        time.sleep(ASK_EVERY_SECONDS)
        found = api.call("GET", path)
    later = sum(one["count"] for one in found["left_out_later"])
    click.echo(f"{found['items'] - found['stopped'] - later} had ended or went on, {found['stopped']} stopped")


def exit_code(end: End, left_out: Sequence[dict[str, Any]]) -> int:
    """What docs/api.md promises; `left_out` as the sync answered."""
    if end.moving:
        return EXIT_MOVING
    if end.statuses.get("error"):
        return EXIT_ERROR
    never = sum(one["count"] for one in left_out if one["reason"] == NOT_CARRIED)
    unsent = sum(count for status, count in end.statuses.items() if status != "success") - never
    return EXIT_WAITING if unsent else 0
