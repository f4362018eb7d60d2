"""`sync --wait`: until nothing can move by itself, or the time is over."""

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import click

from backend.cli.api import Api

ASK_EVERY_SECONDS = 0.5
TELL_EVERY_SECONDS = 5.0
_NAMED = 20

Ref = tuple[str, str]


class End(NamedTuple):
    """How it stands when the waiting is over."""

    statuses: dict[str, int]
    moving: int  # not 0: the time was over before
    waiting_for: list[dict[str, str]]
    trouble: str


class Whole:
    """All objects of an integration."""

    def __init__(self, api: Api, integration: int) -> None:
        self._api, self._path = api, f"/integrations/{integration}/progress"

    def look(self) -> End:
        return _end(self._api.call("GET", self._path))


class Filtered:
    """What a sync sent, and nothing else."""

    def __init__(self, api: Api, integration: int, sync: int | None) -> None:
        self._api, self._sync, self._path = api, sync, f"/integrations/{integration}/progress?sync={sync}"

    def look(self) -> End:
        if self._sync is None:
            return End({}, 0, [], "")
        return _end(self._api.call("GET", self._path))


class Named:
    """The named objects, and nothing else: those of the sync, and those that were synchronizing already."""

    def __init__(self, api: Api, integration: int, sync: int | None, refs: Sequence[Ref]) -> None:
        self._api, self._integration, self._path = api, integration, f"/integrations/{integration}"
        self._sync, self._refs = sync, refs

    def look(self) -> End:
        found = self._api.call("GET", f"{self._path}/progress" + (f"?sync={self._sync}" if self._sync else ""))
        if self._sync and found["moving"]:
            return End(found["statuses"], found["moving"], [], found["trouble"])
        return self._look_at_each(found)

    def _look_at_each(self, found: dict[str, Any]) -> End:
        statuses: dict[str, int] = {}
        for kind, key in self._refs:
            one = self._api.call("GET", self._api.object_path(self._integration, kind, key))["status"]
            statuses[one] = statuses.get(one, 0) + 1
        moving = statuses.get("pending", 0) - (found["stuck"] if self._sync else 0)
        if moving > 0:  # synchronizing before we came: it moves as long as anything does
            found = self._api.call("GET", f"{self._path}/progress")
            moving = min(moving, found["moving"])
        waiting_for = found["waiting_for"] if statuses.get("pending") else []
        return End(statuses, max(moving, 0), waiting_for, found["trouble"])


def _end(found: dict[str, Any]) -> End:
    return End(found["statuses"], found["moving"], found["waiting_for"], found["trouble"])


def wait(look: Callable[[], End], *, seconds: float) -> End:
    """Trouble of the line is said once, as soon as it is seen; how much still moves, now and then."""
    ends, said, tell_at = time.monotonic() + seconds, "", time.monotonic() + TELL_EVERY_SECONDS
    while True:
        end = look()
        if end.moving == 0 or time.monotonic() >= ends:
            return end
        if end.trouble and end.trouble != said:
            said = end.trouble
            click.echo(f"{end.trouble} (waiting, at most {seconds:g} seconds)", err=True)
        if time.monotonic() >= tell_at:
            tell_at = time.monotonic() + TELL_EVERY_SECONDS
            click.echo(f"{end.moving} still move", err=True)
        time.sleep(ASK_EVERY_SECONDS)


def say_end(end: End) -> None:
    click.echo(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in end.statuses.items()))
    if end.moving:
        why = f" {end.trouble}." if end.trouble else ""
        click.echo(f"The time is over and {end.moving} can still move by itself.{why}", err=True)
    for one in end.waiting_for[:_NAMED]:
        needed = f"{one['needs_kind']} {one['needs_key']}, {one['why']}"
        click.echo(f"{one['kind']} {one['key']} waits for {needed}", err=True)
