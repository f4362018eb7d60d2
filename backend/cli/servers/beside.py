"""A demo that runs in this home: other commands find its servers, its address and its key in a file of its own."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

FILE = "running.json"
NAMES = ("DATABASE_URL", "REDIS_URL", "SYNCLINE_URL", "SYNCLINE_BASE_PATH", "SYNCLINE_PORT", "SYNCLINE_API_KEY")


def leave_word(home: Path, env: Mapping[str, str]) -> Path:
    """Write the file, for its owner only; whoever stops the demo removes it."""
    file = home / FILE
    file.unlink(missing_ok=True)
    content = {"pid": os.getpid()} | {name: env.get(name, "") for name in NAMES}
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        json.dump(content, opened)
    return file


def home() -> Path:
    """Where a demo is looked for."""
    return Path(os.environ.get("SYNCLINE_HOME") or ".syncline")


def beside() -> dict[str, str]:
    """What the running demo says; {} when none runs here."""
    try:
        content = json.loads((home() / FILE).read_text())
        return {name: content[name] for name in NAMES} if _lives(content["pid"]) else {}
    except (OSError, ValueError, KeyError):
        return {}


def environment() -> dict[str, str]:
    """Ours; where it names no servers, those of the demo."""
    given = dict(os.environ)
    return given if given.get("DATABASE_URL") or given.get("REDIS_URL") else given | beside()


def _lives(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
