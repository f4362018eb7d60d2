"""Real workers, quickly: a process that has imported everything forks one for each line that it reads.

A line may name what is changed in that worker from outside: functions of `tests.promises.seams`. Each line of its
answer is a worker's process id. The workers end with this process, and it ends with its input.
"""

import logging
import os
import signal
import sys
import traceback

from backend.embedded.launch import die_with_parent
from jobs.__main__ import main as worker
from tests.promises import seams


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    parent = os.getpid()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(_run(parent, line.split()))
        print(pid, flush=True)


def _run(parent: int, changes: list[str]) -> int:
    die_with_parent(parent, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for change in changes:
        getattr(seams, change)()
    try:
        worker()
    except BaseException:  # noqa: BLE001  (a fork must not go on in its parent's code)
        traceback.print_exc()
        return 1
    logging.shutdown()
    return 0


if __name__ == "__main__":
    main()
