"""The file `instance` in the home: what is known of the database outside of it."""

import os
import secrets
import tempfile
from pathlib import Path

import msgspec

from backend.domain.instances.recognizing import Witness
from backend.settings import SettingError

FILE = "instance"


def read_witness(home: Path) -> Witness | None:
    """None: this home knows no database. Raises SettingError."""
    try:
        return msgspec.json.decode((home / FILE).read_bytes(), type=Witness)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as problem:
        raise SettingError(f"{home / FILE} cannot be read: {problem}. Mend it, or put it away.") from problem


def keep_witness(home: Path, witness: Witness) -> None:
    """All of it or nothing, also when the machine stops meanwhile. Raises SettingError."""
    try:
        _keep(home, msgspec.json.encode(witness))
    except OSError as problem:
        raise _unwritable(home, problem) from problem


def check_home(home: Path) -> None:
    """That something can be kept there. Raises SettingError."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as problem:
        raise _unwritable(home, problem) from problem


def _unwritable(home: Path, problem: OSError) -> SettingError:
    return SettingError(
        f"The home {home} cannot be written: {problem.strerror or problem}. What is known of the database is kept"
        " there: make it writable, or name another folder with SYNCLINE_HOME."
    )


def _keep(home: Path, content: bytes) -> None:
    home.mkdir(parents=True, exist_ok=True)
    unfinished = home / f"{FILE}.{secrets.token_hex(8)}"  # processes of two containers may have the same number
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(home / FILE)
    finally:
        unfinished.unlink(missing_ok=True)
