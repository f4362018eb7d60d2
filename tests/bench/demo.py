"""The one command of a newcomer, run as he runs it."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.journeys.demo import ROOT, free_ports, outside


class Demo:
    """A demo with the sample company. `pid` is its supervisor's."""

    def __init__(self, process: subprocess.Popen[str], began: float) -> None:
        self.pid, self.began = process.pid, began
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the demo did not start: what it said stands above"
        self.ready = json.loads(line)
        self._client = httpx.Client(follow_redirects=True, timeout=60, trust_env=False)
        self._path = self.ready["sign_in_url"]

    def first_page(self) -> float:
        """Sign in, once, and look at the list; seconds since the start."""
        answer = self._client.get(self._path).raise_for_status()
        assert '<tbody id="rows"' in answer.text
        self._path = self.ready["url"]
        return time.monotonic() - self.began


@contextmanager
def demo(home: Path, *, root: Path = ROOT, python: str = sys.executable) -> Iterator[Demo]:
    """From the clone at `root`; ended afterwards."""
    port, stand_in_port = map(str, free_ports())
    named = ["--home", str(home), "--port", port, "--stand-in-port", stand_in_port]
    command = [python, "-m", "backend", "demo", *named, "--json"]
    began = time.monotonic()
    with subprocess.Popen(command, cwd=root, env=outside(), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Demo(process, began)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
