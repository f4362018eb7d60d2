"""The steps of `python3 -m tests`, and the servers that they run on."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from backend.embedded.errors import EmbeddedError
from backend.embedded.servers import start_servers

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "--quiet"],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet"],
    "mypy": [sys.executable, "-m", "mypy", "--no-error-summary"],
    "import-linter": [str(BIN / "lint-imports")],
}
URLS = ("DATABASE_URL", "REDIS_URL")
PROCESSES = min((os.cpu_count() or 1) + 1, 8)  # tests wait now and then: one more than there are processors
SPREAD = ["-p", "tests.spread", "-n", str(PROCESSES), "--dist=loadfile", "--no-loadscope-reorder"]
SPREAD += ["--max-worker-restart=0", "-m", "not alone"]


def run_steps(arguments: list[str]) -> int:
    """Run every step, also after one that failed; 0 when all passed."""
    signal.signal(signal.SIGTERM, leave)  # so that the servers are stopped and their folder removed
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or hundreds of processes would each compile all of Syncline
    only_tests = "--only-tests" in arguments
    for_pytest = [argument for argument in arguments if argument != "--only-tests"]
    failed = [] if only_tests else [name for name, command in CHECKS.items() if not passes(name, command)]
    failed += run_tests(for_pytest)
    print(f"FAILED: {', '.join(failed)}" if failed else "All steps passed.", flush=True)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    report(name, passed=answer.returncode == 0, started=started)
    if answer.returncode != 0:
        print(answer.stdout, flush=True)
    return answer.returncode == 0


def run_tests(arguments: list[str]) -> list[str]:
    """The steps that failed. Only the whole run is worth several processes, and only our own servers can be several."""
    several = not arguments and not any(os.environ.get(name) for name in URLS)
    try:
        with ExitStack() as stack:
            ready = [stack.enter_context(servers()) for _ in range(PROCESSES if several else 1)]
            steps = {"pytest": arguments}
            if several:
                steps = {"pytest": SPREAD, "pytest, alone": ["-m", "alone"]}
            return [name for name, given in steps.items() if not run_pytest(name, given, ready)]
    except EmbeddedError as error:
        print(error, flush=True)
        return ["pytest"]


def run_pytest(name: str, arguments: list[str], ready: Sequence[Mapping[str, str]]) -> bool:
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", *arguments]
    # Each process of `tests.spread` takes its own; whoever is the only one takes the first.
    own = {f"{which}_gw{number}": url for number, urls in enumerate(ready) for which, url in urls.items()}
    code = subprocess.run(command, cwd=ROOT, env=os.environ | own | ready[0], check=False).returncode
    report(name, passed=code == 0, started=started)
    return code == 0


@contextmanager
def servers() -> Iterator[Mapping[str, str]]:
    """The two URLs of servers for the tests: those of the environment, or embedded ones that vanish afterwards."""
    named = {name: os.environ[name] for name in URLS if os.environ.get(name)}
    if len(named) == 1:
        raise EmbeddedError(f"{' and '.join(URLS)} belong together: set both, or neither for embedded servers.")
    if named:
        yield named
        return
    with private_home() as home:
        embedded = start_servers(home, fsync=False)
        try:
            yield {"DATABASE_URL": embedded.database_url, "REDIS_URL": embedded.redis_url}
        finally:
            embedded.stop()


@contextmanager
def private_home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="syncline-tests-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def report(name: str, *, passed: bool, started: float) -> None:
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True)


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(143)
