"""The two published clients, each a process of its own that knows no network but this machine's loopback."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.stand_in.gateway import StandIn

HERE = Path(__file__).parent
JAVASCRIPT = HERE / "javascript"
PYTHON = HERE / "python"
SDK = JAVASCRIPT / "node_modules" / "@intacct" / "intacct-sdk"
INTERPRETER = PYTHON / ".venv" / "bin" / "python"
GET_THEM = "the published clients are not here: get them with tests/conformance/install"
SECONDS = 120


def need(path: Path) -> None:
    """Leave a whole file out where nobody installed its client; in CI that is a failure."""
    if not path.exists():
        assert not os.environ.get("CI"), GET_THEM
        pytest.skip(GET_THEM, allow_module_level=True)


class JavaScriptClient:
    """npm's `@intacct/intacct-sdk` on plain HTTP, under a name of `.intacct.com` that loopback.cjs resolves."""

    def __init__(self, stand_in: StandIn) -> None:
        self.endpoint = stand_in.url.replace("127.0.0.1", "sim.intacct.com")

    def does(self, *steps: str) -> list[Any]:
        command = ["node", "--require", "./loopback.cjs", "drive.cjs", *steps]
        return _answers(command, JAVASCRIPT, {"INTACCT_ENDPOINT_URL": self.endpoint})


class PythonClient:
    """PyPI's `sageintacctsdk` on TLS at its fixed address, which loopback.py resolves."""

    def __init__(self, stand_in: StandIn, home: Path) -> None:
        self._environment = {
            "REQUESTS_CA_BUNDLE": str(home / "tls" / "ca.pem"),
            "STAND_IN_TLS_PORT": stand_in.tls_url.rpartition(":")[2].partition("/")[0],
        }

    def does(self, *steps: str) -> list[Any]:
        return _answers([str(INTERPRETER), "drive.py", *steps], PYTHON, self._environment)


def _answers(command: list[str], folder: Path, more: dict[str, str]) -> list[Any]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **more}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line["answer"] for line in lines]
