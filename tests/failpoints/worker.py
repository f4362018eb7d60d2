"""What is put into a worker from outside before it begins: quick times, failpoints, a broken protocol, a poison."""

import hashlib
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
from lxml import etree

import jobs.worker
from backend.connectors.sage_intacct.wire import requests
from tests.failpoints.acting import Failpoint, SeamLostError, install
from tests.failpoints.mutants import broken

QUICK = {"LOOK_AGAIN": timedelta(seconds=0.5), "LINE_PAUSE": timedelta(seconds=0.5)}
TEND_SECONDS = 0.5


class WorkerOrder(msgspec.Struct, frozen=True, kw_only=True):
    """`wire`: the file that says what the worker sent."""

    failpoints: Sequence[Failpoint] = ()
    mutant: str = ""
    poison: str = ""
    wire: str = ""


def break_in(order: WorkerOrder) -> None:
    hasten()
    install(order.failpoints)
    if order.mutant:
        broken(order.mutant).__enter__()
    if order.wire:
        _listen(order.wire)


def hasten() -> None:
    """The pauses that no setting governs."""
    for name, quick in QUICK.items():
        users = [module for module in list(sys.modules.values()) if hasattr(module, name) and _is_ours(module)]
        if not users:
            raise SeamLostError(f"No module has {name} any more.")
        for module in users:
            setattr(module, name, quick)
    jobs.worker.keep_tending = partial(jobs.worker.keep_tending, period=TEND_SECONDS)
    jobs.worker.CONCURRENCY = 4


def _is_ours(module: Any) -> bool:
    return getattr(module, "__name__", "").startswith("backend.")


def _listen(file: str) -> None:
    """Key, hash and canonical form of each element that is about to be sent, where the third party hashes it as well."""
    functions_of = requests.functions_of

    def told(push: Any) -> bytes:
        canonical = etree.tostring(etree.fromstring(push.payload.content), method="c14n")
        line = [push.key, push.payload.hash.hex(), hashlib.sha256(canonical).hexdigest()]
        with open(file, "a") as log:
            log.write(json.dumps(line) + "\n")
        return functions_of(push)

    requests.functions_of = told


