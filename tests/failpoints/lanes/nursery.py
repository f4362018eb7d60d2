"""Lanes, their workers and their third parties: forked by a process that has imported everything.

Each line that it reads is a lane as JSON; each line of its answer is that lane's process id. What it forked ends with
it, and it ends with its input.
"""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvloop

import backend.queue
from backend.embedded.launch import die_with_parent
from backend.stand_in.__main__ import main as stand_in
from backend.stand_in.gateway.envelope import Control
from backend.storage.postgres import database
from jobs.__main__ import main as worker
from tests.failpoints.lanes.lane import LaneOrder, drive
from tests.failpoints.lanes.worker import WorkerOrder, break_in


def main() -> None:
    for name in database._files():
        database.statement(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        print(_fork(lambda order=line: _lane(msgspec.json.decode(order, type=LaneOrder))), flush=True)


def _fork(run: Callable[[], object]) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            die_with_parent(parent, signal.SIGKILL)
            run()
        except BaseException:  # noqa: BLE001  (a fork must not go on in its parent's code)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return pid


def _lane(order: LaneOrder) -> None:
    os.environ.update(order.env)
    backend.queue.QUEUE = f"lane-{order.number}"
    log = os.open(f"{order.home}/lane.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    _fork(lambda: _play_third_party(order.home))
    asked, ask = os.pipe()
    told, tell = os.pipe()
    _fork(lambda: _nurse(asked, tell))
    uvloop.run(drive(order, os.fdopen(ask, "w", 1), os.fdopen(told)))


def _nurse(asked: int, tell: int) -> None:
    with os.fdopen(asked) as orders, os.fdopen(tell, "w", 1) as answers:
        for line in orders:
            print(_fork(lambda given=line: _work(msgspec.json.decode(given, type=WorkerOrder))), file=answers)


def _work(order: WorkerOrder) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    break_in(order)
    worker()


def _play_third_party(home: str) -> None:
    """It remembers the keys that it completed only while a file says so: else nothing but our own care keeps a document
    from being there twice."""
    once_only, remembers = Control.once_only, Path(home, "dedupes")
    Control.once_only = property(lambda control: once_only.fget(control) and remembers.exists())
    with Path(home, "stand-in.ready").open("w") as ready:
        os.dup2(ready.fileno(), 1)
    stand_in(["--home", f"{home}/stand-in", "--port", "0"])


if __name__ == "__main__":
    main()
