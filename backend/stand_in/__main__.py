"""`python3 -m backend.stand_in`: a stand-in of the Sage Intacct XML gateway, as a process of its own."""

import argparse
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
from pathlib import Path

import msgspec

from backend.stand_in.admin.desk import Desk
from backend.stand_in.certificate import certificate_in
from backend.stand_in.company.books import Books
from backend.stand_in.company.journal import HomeError
from backend.stand_in.company.opening import open_company
from backend.stand_in.company.scenario import DEFAULT_FILE, ScenarioError
from backend.stand_in.door import GATEWAY_PATH, Door
from backend.stand_in.execution import Execution
from backend.stand_in.server import Listener, run


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        books, journal = open_company(options.home, options.scenario)
        listeners = _listeners(options)
    except (HomeError, ScenarioError, PortError) as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - one sentence for whoever started it
        return 1
    _take_switches(books, options)
    execution = Execution(books, journal)
    _settle_memory()
    if options.until_stdin_closes:
        threading.Thread(target=_stop_with_stdin, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        run(Door(execution, journal, Desk(execution, journal)), listeners, ready=_ready(options.host, listeners))
    return 0


class PortError(Exception):
    """The port cannot be listened on; the sentence says why."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m backend.stand_in", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder that keeps the company; made when missing")
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one and says which")
    parser.add_argument("--tls-port", type=int, metavar="N", help="one that speaks TLS, besides; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--scenario", type=Path, default=DEFAULT_FILE, help="JSON file that a fresh home starts from")
    parser.add_argument("--latency-ms", type=float, metavar="B", help="time that each request takes")
    parser.add_argument("--record-ms", type=float, metavar="R", help="time that each function takes besides")
    parser.add_argument("--spent-control-ids", action="store_true", help="a failed control id is used up as well")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when the starting process is gone")
    return parser


def _listeners(options: argparse.Namespace) -> list[Listener]:
    listeners = [Listener(socket=_bound(options.host, options.port))]
    if options.tls_port is not None:
        secure = _bound(options.host, options.tls_port)
        listeners.append(Listener(socket=secure, certificate=certificate_in(options.home)))
    return listeners


def _ready(host: str, listeners: list[Listener]) -> str:
    plain, *secure = [f"{host}:{each.socket.getsockname()[1]}" for each in listeners]
    sentence = f"The stand-in of Sage Intacct is ready: http://{plain}{GATEWAY_PATH} (admin: http://{plain}/admin)"
    return sentence + "".join(f", also https://{each}{GATEWAY_PATH}" for each in secure)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortError(f"The stand-in cannot listen on {host}:{port}: {error.strerror}.") from error
    return listener


def _take_switches(books: Books, options: argparse.Namespace) -> None:
    """What the command line says holds for this run and is not journaled."""
    given = {
        "latency_ms": options.latency_ms,
        "record_ms": options.record_ms,
        "spent_control_ids": options.spent_control_ids or None,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    books.settings = msgspec.structs.replace(books.settings, **changes)


def _stop_with_stdin() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _settle_memory() -> None:
    """Records only ever grow: the collector need not walk through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


if __name__ == "__main__":
    sys.exit(main())
