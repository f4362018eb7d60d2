"""Reads hostile answers in a process of its own, and tells what each cost and what it tried to reach.

`python -m tests.connectors.hostile FILE…`: one line of JSON for each, `{"name", "cpu", "memory", "reached", "reply"}`.
"""

import json
import os
import resource
import sys
from pathlib import Path

from backend.connectors.sage_intacct.replies import read_reply
from tests.connectors.gateway import answer, failure, success

SENT = [f"k{n}" for n in range(200)]  # as many functions as a request has at most
_WATCHED = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "ctypes.", "open", "urllib.")
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
_CPU_SECONDS, _ADDRESS_SPACE = 20, 4 * 1024**3  # so that a mistake does not take the machine down


def _read(body: bytes) -> list[tuple[str, str, str]]:
    reply = read_reply(body, http_status=200, content_type="text/xml", sent=SENT)
    return [(one.result.value, one.sentence, one.raw) for one in reply.outcomes.values()]


def _used() -> tuple[float, int]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT


def _measured(path: Path) -> dict[str, object]:
    """In a fork, whose peak of memory begins anew. The answer itself counts."""
    reached: list[str] = []
    _read(answer(success("k0"), failure("k1", ("X", "y"))))
    (cpu, memory), body = _used(), path.read_bytes()
    sys.addaudithook(lambda event, _: reached.append(event) if event.startswith(_WATCHED) else None)
    said = _read(body)
    (cpu_now, memory_now), seen = _used(), list(reached)
    return {"name": path.name, "cpu": cpu_now - cpu, "memory": memory_now - memory, "reached": seen, "said": said}


def _forked(path: Path) -> None:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
        print(json.dumps(_measured(path)), flush=True)
        os._exit(0)
    os.waitpid(child, 0)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _forked(Path(name))
