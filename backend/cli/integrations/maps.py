"""`syncline map`: what codes of the ERP are called at the third party."""

from typing import Any, BinaryIO
from urllib.parse import quote

import click
from rich.console import Console
from rich.table import Table

from backend.cli.api import Api, integration_option
from backend.cli.exits import EXIT_ERROR
from backend.domain.maps.csv_entries import write_csv

_CSV = {"Content-Type": "text/csv"}


@click.command("map")
@integration_option
@click.argument("name", required=False)
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--add", is_flag=True, help="Merge the entries of FILE: the others stay.")
@click.option("--set", "entries", type=(str, str), multiple=True, metavar="CODE VALUE", help="Merge this entry.")
@click.option("--empty", is_flag=True, help="FILE may have no entries: the map is emptied.")
@click.option("--dry-run", is_flag=True, help="Store nothing; say what would become of it.")
def map_(
    integration: int | None,
    name: str | None,
    file: BinaryIO | None,
    *,
    add: bool,
    entries: tuple[tuple[str, str], ...],
    empty: bool,
    dry_run: bool,
) -> None:
    """List the value maps; print map NAME as CSV; or replace it by FILE (CSV with the header code,value; - is stdin).

    A changed entry sends nothing by itself: how many objects that were sent would differ is said. Exit 0: it is done.
    1: the entries are refused, and nothing is stored. 3: Syncline does not answer or refuses the key.
    """
    _check(name, file, add=add, entries=entries, empty=empty, dry_run=dry_run)
    api = Api()
    path = f"/integrations/{api.integration(integration)}"
    if name is None:
        _list(api, path)
        return
    path = f"{path}/value-maps/{quote(name, safe='')}"
    if file is None and not entries:
        click.echo(write_csv(api.call("GET", path)["entries"]).encode(), nl=False)
        return
    content: dict[str, Any] = {"content": file.read(), "headers": _CSV} if file else {"json": dict(entries)}
    method, params = ("PATCH" if add or entries else "PUT"), {"dry_run": str(dry_run).lower()}
    params |= {"empty": "true"} if empty else {}
    _say(api.call(method, path, answers=(413, 422), params=params, **content))


def _check(name: str | None, file: BinaryIO | None, *, add: bool, entries: Any, empty: bool, dry_run: bool) -> None:
    """Raises UsageError."""
    if name == "":
        raise click.UsageError("The name of the map is empty: syncline map lists them.")
    if empty and (not file or add):
        raise click.UsageError("--empty wants a FILE that replaces the map.")
    if name is None and (entries or add or dry_run):
        raise click.UsageError("Name the map: syncline map lists them.")
    if file and entries:
        raise click.UsageError("Give a FILE or --set, not both.")
    if add and not file:
        raise click.UsageError("--add wants a FILE; --set CODE VALUE adds one entry.")
    if dry_run and not file and not entries:
        raise click.UsageError("--dry-run wants a FILE or --set: without, nothing changes.")
    if len(dict(entries)) != len(entries):
        raise click.UsageError("One code is set twice.")


def _list(api: Api, path: str) -> None:
    known, entries = api.call("GET", path)["value_maps"], api.call("GET", f"{path}/value-maps")
    table = Table("map", "entries", "what it is for", box=None)
    for name, about in known.items():
        table.add_row(name, f"{len(entries.get(name, {})):,}", about)
    Console().print(table)


def _say(answer: dict[str, Any]) -> None:
    """What became of it. Ends the command when it was refused."""
    if "entries" not in answer:
        problems = answer.get("problems") or [{"field": "", "sentence": answer["detail"]}]
        for one in problems:
            click.echo(f"{one['field']}: {one['sentence']}" if one["field"] else one["sentence"], err=True)
        click.echo("Nothing was stored.", err=True)
        raise SystemExit(EXIT_ERROR)
    counts = ", ".join(f"{answer[what]:,} {what}" for what in ("added", "changed", "removed"))
    click.echo(f"{answer['name']}: {_many(answer['entries'], 'entry', 'entries')} ({counts}){_dry(answer)}")
    click.echo(differing(answer))


def _dry(answer: dict[str, Any]) -> str:
    return "; nothing was stored, this was a dry run" if answer["dry_run"] else ""


def differing(answer: dict[str, Any]) -> str:
    """How many objects in step would differ, of an answer to PUT or PATCH."""
    number, looked = answer["would_differ"], ""
    if answer["at_least"]:
        looked = f" ({answer['looked_at']:,} were looked at, and there are more)"
    if not number:
        return f"No object in step would differ from what was sent{looked}."
    at_least = "At least " if looked else ""
    many = _many(number, "object", "objects")
    return f"{at_least}{many} in step would differ from what was sent{looked}. None is sent again by itself."


def _many(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
