"""As whom the servers run: PostgreSQL refuses root, and containers often are nothing else."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.embedded.binaries import find_postgres
from backend.embedded.errors import EmbeddedError

LAUNCHER = Path(__file__).with_name("launch.py")
NOBODY = 65534


@dataclass(frozen=True, kw_only=True)
class Identity:
    """`word` is what the launcher understands; `owner` is who must own the data, None when that cannot be chosen."""

    word: str
    owner: tuple[int, int] | None = None

    @property
    def leaves_root(self) -> bool:
        return ":" in self.word


SAME = Identity(word="same")
MAPPED = Identity(word="mapped", owner=(0, 0))


def choose_identity(data: Path) -> Identity:
    """Whoever owns the data; for root a namespace that calls root nobody, and else nobody itself."""
    if os.geteuid() != 0:
        return SAME
    owner = (data.stat().st_uid, data.stat().st_gid) if data.exists() else (0, 0)
    if owner[0] != 0:
        return _switched(*owner)
    return MAPPED if _namespaces_are_allowed() else _switched(NOBODY, NOBODY)


def make_folder(folder: Path, identity: Identity) -> Path:
    """Make a private folder that the servers can write in; an existing one is handed over, with what is in it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    stat = folder.stat()
    if identity.owner and (stat.st_uid, stat.st_gid) != identity.owner:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, *identity.owner, follow_symlinks=False)
    return folder


def open_home(home: Path, identity: Identity) -> None:
    """Let a server that runs as somebody else pass through the home; the folders above it are never widened."""
    if not identity.leaves_root or identity.owner is None:
        return
    if home.stat().st_uid != identity.owner[0]:
        home.chmod(home.stat().st_mode | 0o011)
    if not can_pass(home / "any", *identity.owner):
        raise EmbeddedError(
            f"PostgreSQL refuses to run as root, this machine allows no user namespaces, and uid {identity.owner[0]}"
            f" cannot reach {home}: start as a normal user, or name a reachable folder in SYNCLINE_HOME"
            " (for example /var/lib/syncline)."
        )


def can_pass(path: Path, uid: int, gid: int) -> bool:
    return all(_may_enter(folder.stat(), uid, gid) for folder in path.parents)


def _switched(uid: int, gid: int) -> Identity:
    return Identity(word=f"{uid}:{gid}", owner=(uid, gid))


def _namespaces_are_allowed() -> bool:
    trial = [sys.executable, "-I", "-S", str(LAUNCHER), "mapped", "9", str(os.getpid()), "-1"]
    program = [str(find_postgres() / "postgres"), "--version"]
    answer = subprocess.run([*trial, *program], capture_output=True, check=False)  # noqa: S603
    return answer.returncode == 0


def _may_enter(stat: os.stat_result, uid: int, gid: int) -> bool:
    if stat.st_uid == uid:
        return bool(stat.st_mode & 0o100)
    return bool(stat.st_mode & (0o010 if stat.st_gid == gid else 0o001))
