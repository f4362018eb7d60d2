"""The embedded Valkey 9: a doorbell whose content may be lost, kept in an append-only file all the same."""

import signal
import socket
import time
from pathlib import Path

from backend.embedded.binaries import find_valkey
from backend.embedded.child import Child
from backend.embedded.copies import reachable_program
from backend.embedded.errors import EmbeddedError
from backend.embedded.identity import Identity, make_folder

READY_SECONDS = 120


def start_valkey(home: Path, socket_path: Path, *, identity: Identity, lock: int, fsync: bool) -> Child:
    data = make_folder(home / "valkey9", identity)
    options = {
        "--port": "0",
        "--unixsocket": str(socket_path),
        "--unixsocketperm": "700",
        "--dir": str(data),
        "--save": "",
        "--appendonly": "yes",
        "--appendfsync": "everysec" if fsync else "no",
        "--maxmemory-policy": "noeviction",
    }
    program = reachable_program(find_valkey(), home, identity)
    command = [str(program), *(part for option in options.items() for part in option)]
    log = home / "valkey.log"
    return Child(command, identity=identity, lock=lock, log=log, stop_signal=signal.SIGTERM)


def wait_until_ready(child: Child, socket_path: Path) -> None:
    """Wait for an answer to PING; while it loads its file, Valkey answers otherwise."""
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(socket_path):
        if child.has_ended():
            raise EmbeddedError(
                f"Valkey did not start: {child.last_words()} (more in {child.log}). Nothing in its folder"
                f" {child.log.with_name('valkey9')} is needed: it may be removed."
            )
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey was not ready within {READY_SECONDS} s (see {child.log}).")
        time.sleep(0.01)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False
