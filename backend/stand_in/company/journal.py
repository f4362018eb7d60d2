"""The file that a company is rebuilt from: one line per request, synced before the request is answered."""

import asyncio
import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import msgspec

from backend.stand_in.company.commit import Commit

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Commit).decode


class HomeError(Exception):
    """The home cannot be used; the sentence says why."""


class Journal:
    """An append-only file held by one process at a time."""

    def __init__(self, home: Path) -> None:
        self._path = home / "journal.ndjson"
        self._file = _open(home, self._path)

    def read(self) -> Iterator[Commit]:
        """Every whole line; a torn last one was never answered and is cut off."""
        with self._path.open("rb") as lines:
            whole = 0
            for count, line in enumerate(lines, start=1):
                if not line.endswith(b"\n"):
                    break
                yield self._decoded(line, count)
                whole += len(line)
        os.ftruncate(self._file, whole)

    def write(self, commit: Commit) -> None:
        """Append without waiting for the disk; a killed process loses nothing, a power cut may."""
        line = memoryview(_encode(commit) + b"\n")
        try:
            while line:
                line = line[os.write(self._file, line) :]
        except OSError as error:
            self._give_up(error)

    def restart(self) -> Commit:
        """Forget all but the first line, which opened the company; gives it."""
        with self._path.open("rb") as lines:
            first = lines.readline()
        os.ftruncate(self._file, len(first))
        return self._decoded(first, 1)

    async def sync(self) -> None:
        """Return when all that was written is on the disk."""
        try:
            await asyncio.get_running_loop().run_in_executor(None, os.fdatasync, self._file)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> NoReturn:
        # Memory is ahead of the disk now: nothing may be answered any more, and the server catches SystemExit.
        sys.stderr.write(f"The journal {self._path} cannot be written ({error.strerror}); the stand-in stops.\n")
        sys.stderr.flush()
        os._exit(1)

    def _decoded(self, line: bytes, count: int) -> Commit:
        try:
            return _decode(line)
        except msgspec.DecodeError as error:
            raise HomeError(f"Line {count} of {self._path} cannot be read ({error}); the home is damaged.") from error


def _open(home: Path, path: Path) -> int:
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise HomeError(f"Another stand-in is using {home}; stop it, or choose another home.") from error
    except OSError as error:
        raise HomeError(f"The home {home} cannot be written: {error.strerror}.") from error
    return file
