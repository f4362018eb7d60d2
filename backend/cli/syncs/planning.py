"""`syncline sync --dry-run`: what a press would send, who is left out and who would wait; nothing is sent."""

from typing import Any

import click

from backend.cli.api import Api


def say_plan(api: Api, integration: int, chosen: dict[str, Any], *, force: bool) -> None:
    plan = api.call("POST", f"/integrations/{integration}/plans", json=chosen)
    would, other = (plan["force_synchronize"], plan["synchronize"])[:: 1 if force else -1]
    click.echo(f"{would} of {plan['selected']} would be sent")
    if other:
        click.echo(f"{other} would be sent {'without' if force else 'with'} --force")
    for one in plan["left_out"]:
        click.echo(f"{one['count']} left out: {one['reason']} (for instance {one['example']})")
    if plan["waiting"]:
        first = plan["waits"][0]
        needed = f"{first['needs']['kind']} {first['needs']['key']}"
        click.echo(f"{plan['waiting']} would wait for what nobody sends (for instance {first['key']} for {needed})")
