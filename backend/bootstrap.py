"""Makes the environment that Syncline runs in (`.venv`, by uv, from `uv.lock`) with the standard library only."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

UV_VERSION = "0.13.9"
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "syncline-stamp"
ENTERED = "SYNCLINE_ENTERED"  # set across the second run, against going round for ever
NETWORK_WORDS = (
    "dns error",
    "error sending request",
    "connect",
    "timed out",
    "name resolution",
    "no matching distribution",
)


class BootstrapError(Exception):
    """The environment cannot be made here; the text says why and what to do."""


def enter(module: str, *, develop: bool = False) -> None:
    """Return inside an environment with all that the lock names; else make it and run `python -m module` again in it.

    Nothing is made where there is no lock file beside the package (installed from a wheel, or an image), or where
    SYNCLINE_NO_VENV is set. With `develop` the tools of the `dev` group are there too. Ends the process with a
    sentence when that cannot be done.
    """
    if os.environ.get("SYNCLINE_NO_VENV") or not (ROOT / "uv.lock").is_file():
        return
    try:
        if not is_ready(develop=develop):
            prepare(develop=develop)
    except BootstrapError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"Syncline cannot prepare {VENV}: {error.strerror} ({error.filename}). The folder must be writable.")
    if not is_inside():
        run_again(module)
    os.environ.pop(ENTERED, None)


def is_inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def is_ready(*, develop: bool) -> bool:
    """Whether the stamp says that the lock was installed, here, with at least what is wanted now."""
    try:
        stamped = STAMP.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return False
    return (
        stamped in ({stamp(develop=True)} if develop else {stamp(develop=True), stamp(develop=False)})
        and PYTHON.exists()
    )


def stamp(*, develop: bool) -> str:
    """The lock's hash, the place (a moved environment does not work), and what was asked for."""
    lock = hashlib.sha256((ROOT / "uv.lock").read_bytes()).hexdigest()
    return f"{lock} {VENV} uv-{UV_VERSION} {'develop' if develop else 'run'}\n"


def prepare(*, develop: bool) -> None:
    with only_one():
        if is_ready(develop=develop):  # made by another start while we waited
            return
        say(f"Preparing {VENV} (only when the dependencies changed) ...")
        started = time.monotonic()
        if not works(PYTHON):
            make_venv()
        install_uv()
        synchronize(develop=develop)
        unfinished = STAMP.with_suffix(".new")
        unfinished.write_text(stamp(develop=develop), encoding="utf-8")
        unfinished.replace(STAMP)
        say(f"... ready after {time.monotonic() - started:.1f} s.")


@contextmanager
def only_one() -> Iterator[None]:
    """Let one process at a time prepare; the lock is on the folder itself and ends with its holder."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing the environment; waiting for it ...")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def works(python: Path) -> bool:
    if not python.exists():
        return False
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    return tool([python, "-I", "-c", question]).returncode == 0


def make_venv() -> None:
    try:
        import venv
    except ImportError:
        raise BootstrapError("This Python lacks its venv module: install it (Debian: python3-venv).") from None
    STAMP.unlink(missing_ok=True)
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=False, prompt="syncline").create(VENV)


def install_uv() -> None:
    """Put the pinned uv into the environment by means of the pip of the Python that we were started with."""
    uv = VENV / "bin" / "uv"
    if uv.exists() and f"uv {UV_VERSION}" in tool([uv, "--version"]).stdout:
        return
    pip: list[str | Path] = [getattr(sys, "_base_executable", sys.executable), "-m", "pip"]
    if tool([*pip, "--version"]).returncode != 0:
        raise BootstrapError("This Python has no pip: install it (Debian: apt-get install python3-pip) and try again.")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    answer = tool([*pip, "--python", PYTHON, "install", *quiet, f"uv=={UV_VERSION}"])
    if "no such option: --python" in answer.stderr:
        raise BootstrapError("This pip is older than 22.3: upgrade it (python3 -m pip install --upgrade pip).")
    refuse_failure(answer, "uv")


def synchronize(*, develop: bool) -> None:
    """Install exactly what the lock names. Without `develop`, tools that somebody has put there stay."""
    choice: list[str | Path] = ["--group", "dev"] if develop else ["--no-dev", "--inexact"]
    command: list[str | Path] = [
        VENV / "bin" / "uv",
        "sync",
        "--frozen",
        "--all-extras",
        "--compile-bytecode",
        "--python",
        PYTHON,
    ]
    refuse_failure(tool([*command, *choice], UV_PROJECT_ENVIRONMENT=str(VENV), **cache_place()), "the dependencies")


def cache_place() -> dict[str, str]:
    # A user without a home (nobody, most service accounts) has no place for a cache either.
    home = Path.home()
    named = os.environ.get("UV_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return {} if named or os.access(home, os.W_OK) else {"UV_NO_CACHE": "1"}


def refuse_failure(answer: subprocess.CompletedProcess[str], what: str) -> None:
    if answer.returncode == 0:
        return
    said = [line.strip() for line in answer.stderr.splitlines() if line.strip() and not line.startswith("hint")]
    reason = said[-1] if said else f"exit code {answer.returncode}"
    if any(word in answer.stderr.lower() for word in NETWORK_WORDS):
        raise BootstrapError(f"Syncline could not fetch {what}: is there a network, or a package index set? ({reason})")
    raise BootstrapError(f"Syncline could not install {what}: {reason}")


def tool(command: list[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    # uv must work on our .venv, whatever is active; and it is to write bytecode, whatever the machine prefers.
    dropped = ("VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=kept | environment, stdin=subprocess.DEVNULL
    )


def run_again(module: str) -> NoReturn:
    if os.environ.get(ENTERED) == str(VENV):
        sys.exit(f"{PYTHON} does not belong to {VENV}: remove that folder and try again.")
    sys.stdout.flush()
    sys.stderr.flush()
    environment = os.environ | {ENTERED: str(VENV)}
    os.execve(PYTHON, [str(PYTHON), "-m", module, *sys.argv[1:]], environment)  # noqa: S606


def say(sentence: str) -> None:
    # Standard output belongs to the command: it may be read by a program.
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
