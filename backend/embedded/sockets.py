"""The folder of the servers' Unix sockets: private, and short enough for a socket's path."""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from backend.embedded.errors import EmbeddedError
from backend.embedded.identity import Identity, make_folder

# A socket's path holds 103 bytes on macOS (107 on Linux); the longest name in the folder is .s.PGSQL.5432.
LONGEST_FOLDER = 103 - len("/.s.PGSQL.5432")
PLAIN = re.compile(r"[A-Za-z0-9/._+-]+")  # goes into URLs and server options as it is


def make_socket_folder(home: Path, identity: Identity) -> Path:
    """Make `home/run`, or a folder named after the home's hash among the temporary ones when that path is too long.

    Sockets of an earlier run are removed: call it only when no server of this home runs any more.
    """
    folder = _place(home)
    make_folder(folder, identity)
    _refuse_strangers(folder)
    for left in folder.iterdir():
        left.unlink()
    return folder


def remove_socket_folder(folder: Path) -> None:
    """Leave nothing among the temporary folders once the servers have ended."""
    with suppress(OSError):
        folder.rmdir()


def _place(home: Path) -> Path:
    name = f"syncline-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}-{os.geteuid()}"
    places = (home / "run", Path(tempfile.gettempdir()) / name, Path("/tmp") / name)  # noqa: S108
    return next(place for place in places if _fits(place))


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder)) <= LONGEST_FOLDER and PLAIN.fullmatch(str(folder)) is not None


def _refuse_strangers(folder: Path) -> None:
    # Who reaches the sockets is let in without a password, and temporary folders are open to everyone.
    stat = folder.lstat()
    if folder.is_symlink() or stat.st_mode & 0o077 or os.geteuid() not in (0, stat.st_uid):
        raise EmbeddedError(f"{folder} must be a folder of our own that nobody else can enter: remove it.")
