"""What is put into a worker from outside before it begins: quick times, failpoints, a broken protocol, a poison."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from lxml import etree

import jobs.worker  # noqa: F401  (so that its pauses are hastened, too)
from backend.actions import keep_tending
from backend.connectors.sage_intacct.wire import requests
from tests.failpoints.acting import Failpoint, SeamLostError, install
from tests.failpoints.mutants import broken
from tests.failpoints.poison import poison

QUICK: dict[str, Any] = {
    "LOOK_AGAIN": timedelta(seconds=0.5),
    "LINE_PAUSE": timedelta(seconds=0.5),
    "CONCURRENCY": 4,  # drains at once: each waits on a connection of its own
}
SOON_HUNG = {"HUNG_SECONDS": 5.0}
TEND_SECONDS = 0.5


class WorkerOrder(msgspec.Struct, frozen=True, kw_only=True):
    """`wire`: the file that says what the worker sent."""

    failpoints: Sequence[Failpoint] = ()
    mutant: str = ""
    poison: str = ""
    wire: str = ""


def break_in(order: WorkerOrder) -> None:
    hasten(QUICK)
    install(order.failpoints)
    if order.mutant:
        broken(order.mutant).__enter__()
    if order.poison:
        hasten(SOON_HUNG)
        poison(order.poison)
    if order.wire:
        _listen(order.wire)


def hasten(times: Mapping[str, Any]) -> None:
    """The pauses that no setting governs."""
    for name, quick in times.items():
        users = [module for module in ours() if hasattr(module, name)]
        if not users:
            raise SeamLostError(f"No module has {name} any more.")
        for module in users:
            setattr(module, name, quick)
    loops = [one for one in vars(keep_tending).values() if "period" in (getattr(one, "__kwdefaults__", None) or {})]
    if not loops:
        raise SeamLostError("No loop of keep_tending has a period any more.")
    for loop in loops:
        loop.__kwdefaults__["period"] = TEND_SECONDS


def ours() -> list[ModuleType]:
    return [module for name, module in list(sys.modules.items()) if name.startswith(("backend.", "jobs."))]


def _listen(file: str) -> None:
    """Key and hash of each element that is about to be sent, and its hash as the third party makes it."""
    functions_of = requests.functions_of

    def told(push: Any) -> bytes:
        canonical = etree.tostring(etree.fromstring(push.payload.content), method="c14n")
        line = [push.key, push.payload.hash.hex(), hashlib.sha256(canonical).hexdigest()]
        with Path(file).open("a") as log:
            log.write(json.dumps(line) + "\n")
        return functions_of(push)

    requests.functions_of = told
