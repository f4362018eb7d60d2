"""`syncline doctor`: what keeps objects from being sent, and who can mend it."""

from typing import Any

import click
import msgspec

from backend.cli.api import Api, integration_option
from backend.cli.exits import EXIT_ERROR

Found = dict[str, Any]


@click.command()
@integration_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def doctor(integration: int | None, *, as_json: bool) -> None:
    """Check an integration: settings, sign-in, each level, each kind.

    Nothing is written at the third party. Exit 0: all is well. 1: something is not.
    """
    api = Api()
    report = api.call("POST", f"/integrations/{api.integration(integration)}/doctor")
    if as_json:
        click.echo(msgspec.json.encode(report).decode())
    else:
        _say(report["findings"])
    if not report["ok"]:
        raise SystemExit(EXIT_ERROR)


def _say(findings: list[Found]) -> None:
    """Level by level; kinds that are well share a line."""
    for level in dict.fromkeys(["", *(one["level"] for one in findings)]):
        there = [one for one in findings if one["level"] == level]
        well = [one["kind"] for one in there if one["ok"] and one["kind"]]
        if level:
            click.echo(_place(level))
        for one in there:
            if one["kind"] not in well:
                _say_one(one)
        if well:
            click.echo(f"  ok  can be read: {_kinds(well)}")
    unwell = sum(not one["ok"] for one in findings)
    click.echo(f"{unwell} not well" if unwell else "All is well")


def _say_one(one: Found) -> None:
    if one["ok"]:
        click.echo(f"  ok  {one['sentence']}")
        return
    of = f"{_kinds([one['kind']])}: " if one["kind"] else ""
    click.secho(f"  NO  {of}{one['sentence']}", fg="red")
    click.echo(f"      {one['next_step']}")
    if one["stuck"] and one["stuck"] != [one["kind"]]:
        click.echo(f"      Waits until then: {_kinds(one['stuck'])}")


def _place(level: str) -> str:
    return "Top level" if level == "top" else f"Entity {level}"


def _kinds(names: list[str]) -> str:
    return ", ".join(names)
