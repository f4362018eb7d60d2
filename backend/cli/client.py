"""Commands that talk to a running Syncline: SYNCLINE_URL and SYNCLINE_API_KEY say to which."""

import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import httpx
import msgspec
from rich.console import Console
from rich.table import Table

from backend.cli.importing import import_file

EXIT_ERROR, EXIT_WAITING = 1, 2
ASK_EVERY_SECONDS = 0.5


class NoApiError(click.ClickException):
    """Nobody answers, or we are refused: not what became of objects."""

    exit_code = 3


class Api:
    """The JSON API; a refusal ends the command with its sentence."""

    def __init__(self) -> None:
        url, key = os.environ.get("SYNCLINE_URL"), os.environ.get("SYNCLINE_API_KEY")
        if not url or not key:
            raise click.UsageError("Set SYNCLINE_URL and SYNCLINE_API_KEY: where Syncline runs, and a key it made.")
        base = url.rstrip("/") + "/api/v1"
        self.http = httpx.Client(
            base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=120, trust_env=False
        )

    def call(self, method: str, path: str, **given: Any) -> Any:
        try:
            answer = self.http.request(method, path, **given)
        except httpx.HTTPError as problem:
            raise NoApiError(f"{self.http.base_url} does not answer: {problem}") from problem
        said = _read(answer)
        if said is None:
            raise NoApiError(f"HTTP {answer.status_code} that is not Syncline's: is SYNCLINE_URL right?")
        if answer.status_code >= 400 and "results" not in said:  # a batch that is refused whole says so line by line
            raise NoApiError(f"{said.get('title', 'Refused')}: {said.get('detail', '')}")
        return said

    def integration(self, given: int | None) -> int:
        """The only one, unless one is given."""
        if given is not None:
            return given
        found = self.call("GET", "/integrations/")
        if len(found) != 1:
            names = ", ".join(f"{one['id']} ({one['name']})" for one in found) or "none yet"
            raise click.UsageError(f"Say which integration with --integration: {names}.")
        number: int = found[0]["id"]
        return number


def _read(answer: httpx.Response) -> Any | None:
    """None: not JSON, or a refusal that is not ours."""
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if answer.is_success or isinstance(said, dict) else None


_integration = click.option("--integration", type=int, help="Its number; not needed when there is only one.")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-line", default=1, show_default=True, help="Go on here after a break; sending twice is harmless.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write refused lines here (NDJSON).")
def import_(file: Path, from_line: int, report: Path | None) -> None:
    """Send object versions from a file: NDJSON, or CSV with a header. Exit 1 when lines were refused."""
    api = Api()
    refused = import_file(file, from_line=from_line, send=lambda lines: _send(api, lines))
    if report:
        report.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in refused))
    if refused:
        raise SystemExit(EXIT_ERROR)


def _send(api: Api, lines: list[bytes]) -> list[dict[str, Any]]:
    headers = {"Content-Type": "application/x-ndjson"}
    results: list[dict[str, Any]] = api.call("POST", "/objects/", content=b"\n".join(lines), headers=headers)["results"]
    return results


@click.command()
@_integration
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


@click.command()
@_integration
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(integration: int | None, *, as_json: bool) -> None:
    """How many objects are where."""
    api = Api()
    progress = api.call("GET", f"/integrations/{api.integration(integration)}/progress")
    if as_json:
        click.echo(msgspec.json.encode(progress["statuses"] | {"moving": progress["moving"]}).decode())
        return
    table = Table("status", "objects", box=None)
    for name, count in progress["statuses"].items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    Console().print(table)


@click.command()
@_integration
@click.argument("kind")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(integration: int | None, kind: str, key: str, *, as_json: bool) -> None:
    """Where an object stands, why, and what to do next."""
    api = Api()
    found = api.call("GET", f"/integrations/{api.integration(integration)}/objects/{kind}/{quote(key, safe='')}")
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    said = found["explanation"]
    click.echo(f"{found['kind']} {found['key']}: {said['status']}\n{said['why']}\n{said['next_step']}")
