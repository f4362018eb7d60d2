"""Web and workers, quickly: a process that has imported everything forks one for each line that it reads.

A line is `{"role": "worker"}` or `{"role": "web"}` and what shall be done to the fork: a mutant, pauses before sends, a
namespace, a port of its own. Its process id is the answer. All of them end with this process, and it ends with its
input.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from tests.chaos.processes import scaled  # noqa: F401  (before anything that copies the times)

# isort: split
from backend.app import serve
from backend.cli.servers.serving import read_settings
from backend.embedded.launch import die_with_parent
from jobs import worker as _worker  # noqa: F401  (imported once, before the forks)
from jobs.__main__ import main as work
from tests.chaos.processes.mutants import MUTANTS
from tests.chaos.processes.seams import poison_kills, sends_pause, tells

_NEW_NET = 0x40000000


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    gc.freeze()
    parent = os.getpid()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(_run(parent, json.loads(line)))
        print(pid, flush=True)


def _run(parent: int, asked: dict[str, Any]) -> int:
    die_with_parent(parent, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.argv = ["chaos"]
    try:
        _change(asked)
        work() if asked["role"] == "worker" else serve(read_settings())
    except BaseException:  # noqa: BLE001  (a fork must not go on in its parent's code)
        traceback.print_exc()
        return 1
    return 0


def _change(asked: dict[str, Any]) -> None:
    if asked.get("namespace"):
        _enter(asked["namespace"])
    if asked.get("port"):
        os.environ["SYNCLINE_PORT"] = str(asked["port"])
    if asked.get("mutant"):
        MUTANTS[asked["mutant"]].change()
    tells(Path(os.environ["SYNCLINE_HOME"], "pools.ndjson"))
    if asked["role"] == "worker":
        poison_kills()
        sends_pause(**asked.get("pauses", {}))


def _enter(namespace: str) -> None:
    with Path("/run/netns", namespace).open() as handle:
        if ctypes.CDLL(None, use_errno=True).setns(handle.fileno(), _NEW_NET) != 0:
            raise OSError(ctypes.get_errno(), "no network namespace")


if __name__ == "__main__":
    main()
