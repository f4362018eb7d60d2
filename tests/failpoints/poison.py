"""Objects whose rendering takes down whoever tries it: put in from outside, where a connector would do it."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.failpoints.acting import around

POISONED = "POISON"  # how the keys begin
_ROOM = 256 * 1024 * 1024  # bytes that a worker may grow by


def poison(name: str) -> None:
    """Of those whose keys begin so."""
    kills = POISONS[name]

    def wrapping(render: Any) -> Any:
        def poisonous(connector: Any, version: Any, **named: Any) -> Any:
            if version.ref.key.startswith(POISONED):
                kills()
            return render(connector, version, **named)

        return poisonous

    around("backend.connectors.sage_intacct.connector", "SageIntacct.render", wrapping)


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> None:
    while True:
        pass


def _recurse() -> None:
    _recurse()


def _eat() -> None:
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _ROOM, resource.RLIM_INFINITY))
    bytearray(4 * 1024 * 1024 * 1024)


POISONS: dict[str, Callable[[], None]] = {"kills": _end, "hangs": _hang, "recurses": _recurse, "eats": _eat}
