"""`syncline import`: a file of object versions, handed over."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import Any

import click
import msgspec

from backend.cli.api import Api
from backend.cli.exits import EXIT_AWAY, EXIT_ERROR
from backend.cli.files.file_lines import Line, Refused, read_lines
from backend.cli.objects.sending import BrokeOff, send_lines

_SHOWN = 50


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--from-line", default=1, show_default=True, help="Go on here after a break; sending twice is harmless.")
@click.option("--encoding", default="utf-8", show_default=True, help="How a CSV is written, such as cp1252.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write refused lines here (NDJSON); with --from-line they are added.",
)
def import_(file: Path, from_line: int, encoding: str, report: Path | None) -> None:
    """Send object versions from a file: NDJSON, or CSV with a header.

    Exit 0: all is stored. 1: lines were refused. 3: it broke off, and says where to go on. 64: the file cannot be read.
    """
    api = Api()
    lines, refused = read_lines(file, from_line=from_line, encoding=_known(encoding))
    with _reported(report, add=from_line > 1) as write:
        write(refused)
        told, broke_off = send_lines(lines, send=lambda part: _send(api, part), tell=write)
    _say_stored(lines, told, broke_off, total=len(lines) + len(refused))
    _say_refused(sorted(refused + told, key=lambda one: one["line"]))
    if broke_off:
        click.echo(f"It broke off: {broke_off.sentence}\nGo on with --from-line {broke_off.line}.", err=True)
    raise SystemExit(EXIT_AWAY if broke_off else EXIT_ERROR if refused or told else 0)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as problem:
        raise click.UsageError(f"{encoding!r} is no encoding that is known here; try cp1252.") from problem


@contextmanager
def _reported(report: Path | None, *, add: bool) -> Iterator[Callable[[Sequence[Refused]], None]]:
    """A file that is written as lines are refused, opened before anything is sent. Raises UsageError."""
    if report is None:
        yield lambda _: None
        return
    try:
        with report.open("ab" if add else "wb", buffering=0) as opened:
            yield lambda refused: _write(opened, refused)
    except OSError as problem:
        raise click.UsageError(f"The report {report} cannot be written: {problem.strerror}.") from problem


def _write(opened: RawIOBase, refused: Sequence[Refused]) -> None:
    opened.write(b"".join(msgspec.json.encode(one) + b"\n" for one in refused))


def _send(api: Api, lines: list[bytes]) -> list[dict[str, Any]]:
    headers = {"Content-Type": "application/x-ndjson"}
    content = b"\n".join(line.strip() for line in lines)
    results: list[dict[str, Any]] = api.call("POST", "/objects/", content=content, headers=headers)["results"]
    return results


def _say_stored(lines: Sequence[Line], told: Sequence[Refused], broke_off: BrokeOff | None, *, total: int) -> None:
    sent = sum(number < broke_off.line for number, _ in lines) if broke_off else len(lines)
    click.echo(f"{sent - len(told):,} of {total:,} stored", err=True)


def _say_refused(refused: Sequence[Refused]) -> None:
    for one in refused[:_SHOWN]:
        click.echo(f"line {one['line']}: {_reason(one)}", err=True)
    if len(refused) > _SHOWN:
        click.echo(f"… and {len(refused) - _SHOWN:,} more: see --report", err=True)


def _reason(one: Refused) -> str:
    if "problems" in one:
        return "; ".join(f"{p['field']}: {p['sentence']}" if p["field"] else p["sentence"] for p in one["problems"])
    return f"version {one['version']} of {one['kind']} {one['key']} is stored with other content"
