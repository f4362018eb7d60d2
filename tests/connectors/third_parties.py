"""What the contract suite asks of a third party under test, and the two that it is run against."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import msgspec

from backend.connectors.loopback.books import books_of
from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.connector import Loopback
from backend.connectors.protocol import Connector
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.domain.objects import Version
from tests.connectors.make import make_version, new_key

ROOT = Path(__file__).parents[2]
CUSTOM = {"region": "REGION", "rebate": "REBATE_PCT", "export": "For_Export", "signed": "SIGNED"}
MARKER = "SYNCLINE_KEY"
TROUBLES = (
    "unreachable", "throttled", "time_out", "server_error", "html", "answer_lost",
    "another_record", "another_level", "unreadable",
)  # fmt: skip


class ThirdParty(Protocol):
    """`wrong_secrets` lets nobody in."""

    connector: Connector
    config: Any
    secrets: dict[str, str]
    wrong_secrets: dict[str, str]
    levels: tuple[str, str] | None  # two entities; None: it has none

    def trouble(self, name: str) -> Any:
        """Gives the config to use while it lasts, one of TROUBLES. "answer_lost": what is sent is written, and the
        connection breaks. "another_record": what is sent is written, and the answer names a record that it is not;
        "another_level": it names another level. "unreadable": nobody may read items."""
        ...

    def writes(self) -> int:
        """How many requests to write something arrived, whatever became of them."""
        ...

    def late(self) -> Any:
        """Gives the config to use while what is written does not show to who reads back, until `caught_up`."""
        ...

    def caught_up(self) -> None: ...

    def refused(self) -> tuple[Any, Version, str]:
        """A config, a version that is refused under it, and the words that name the cause."""
        ...


class InMemory:
    connector: Connector = Loopback()
    config = LoopbackConfig(company="contract")
    levels: tuple[str, str] | None = ("100", "200")

    def __init__(self) -> None:
        self.config = LoopbackConfig(company=new_key("contract"))  # nobody has it, and its books are empty
        self.secrets = {"password": "loopback-canary"}
        self.wrong_secrets = {"password": "hunter2-canary"}

    @contextmanager
    def trouble(self, name: str) -> Iterator[LoopbackConfig]:
        switches: dict[str, dict[str, Any]] = {
            "unreachable": {"unreachable": True},
            "throttled": {"throttled": True},
            "time_out": {"latency_seconds": 0.2, "call_timeout_seconds": 0.01},
            "server_error": {"broken": True},
            "html": {"broken": True},
            "answer_lost": {"lose_prefix": "K"},
            "another_record": {"name_another": True},
            "another_level": {"name_another_level": True},
            "unreadable": {"hide_kind": "item"},
        }
        yield msgspec.structs.replace(self.config, **switches[name])

    def writes(self) -> int:
        return books_of(self.config.company).requests

    @contextmanager
    def late(self) -> Iterator[LoopbackConfig]:
        yield msgspec.structs.replace(self.config, lag_seconds=3600)

    def caught_up(self) -> None:
        records = books_of(self.config.company).records
        records |= {id_: msgspec.structs.replace(each, shown_from=each.changed_at) for id_, each in records.items()}

    def refused(self) -> tuple[LoopbackConfig, Version, str]:
        version = make_version(key=new_key("NO"))
        return msgspec.structs.replace(self.config, refuse_prefix="NO"), version, version.ref.key


def _on(functions: str, do: str, value: Any = None) -> list[dict[str, Any]]:
    return [{"match": {"function": one}, "do": do, "value": value} for one in functions.split()]


_FAULTS = {
    "throttled": _on("create query", "status", 429),
    "time_out": _on("create query", "delay", 2),
    "server_error": _on("create query", "status", 503),
    "html": _on("create query", "html"),
    "answer_lost": _on("create query", "drop_after"),
    "another_record": [
        *_on("create", "rewrite", {"old": "<CUSTOMERID>", "new": "<CUSTOMERID>X"}),
        *_on("update", "rewrite", {"old": "<RECORDNO>", "new": "<RECORDNO>9"}),
    ],
    "another_level": _on("create_invoice", "rewrite", {"old": "<locationid>100<", "new": "<locationid>200<"}),
}


class StandIn:
    """The stand-in of the Intacct gateway; troubles are its faults."""

    connector: Connector = SageIntacct()
    levels: tuple[str, str] | None = ("100", "200")

    def __init__(self, *, endpoint: str, admin: str) -> None:
        self.secrets = {"sender_password": "syncline-sender", "user_password": "console-password"}
        self.wrong_secrets = {"sender_password": "syncline-sender", "user_password": "hunter2<&canary"}
        self.admin = admin
        self.config = IntacctConfig(
            company_id="demo", sender_id="syncline", user_id="console", endpoint=endpoint, call_timeout_seconds=5
        )

    @contextmanager
    def trouble(self, name: str) -> Iterator[IntacctConfig]:
        if name == "unreachable":
            yield msgspec.structs.replace(self.config, endpoint="http://127.0.0.1:9/ia/xml/xmlgw.phtml")
            return
        if name == "unreadable":
            with self.refusing({"ITEM": ["read"]}):
                yield self.config
            return
        self.faults(_FAULTS[name])
        try:
            yield msgspec.structs.replace(self.config, call_timeout_seconds=1) if name == "time_out" else self.config
        finally:
            self.faults([])

    def writes(self) -> int:
        return int(self.stats()["write_requests"])

    @contextmanager
    def late(self) -> Iterator[IntacctConfig]:
        self.play("settings", {"lag_seconds": 3600})
        yield self.config
        self.play("settings", {"lag_seconds": 0.000001})  # none at all would show everything

    def caught_up(self) -> None:
        self.play("settings", {"lag_seconds": 0})

    @contextmanager
    def refusing(self, rights: dict[str, list[str]]) -> Iterator[None]:
        """While it lasts the user may not: object → verbs."""
        self.play("settings", {"refused_rights": rights})
        try:
            yield
        finally:
            self.play("settings", {"refused_rights": {}})

    def extend(self) -> None:
        """Its people add fields to all objects that take some, and the settings name them."""
        added = [MARKER, *CUSTOM.values()]
        self.play("settings", {"custom_fields": {one.remote_name: added for one in KINDS.values() if one.extensible}})
        self.config = msgspec.structs.replace(self.config, marker_field=MARKER, custom_fields=CUSTOM)

    def refused(self) -> tuple[IntacctConfig, Version, str]:
        return self.config, make_version(parent="NOBODY"), "NOBODY"

    def faults(self, wanted: list[dict[str, Any]]) -> None:
        self.play("faults", wanted)

    def play(self, path: str, fields: Any) -> None:
        httpx.put(f"{self.admin}/{path}", json=fields, trust_env=False).raise_for_status()

    def reset(self) -> None:
        """Back at its first day."""
        httpx.post(f"{self.admin}/reset", json={"what": "everything"}, trust_env=False).raise_for_status()

    def ledger(self) -> list[dict[str, Any]]:
        text = httpx.get(f"{self.admin}/ledger", trust_env=False).raise_for_status().text
        return [msgspec.json.decode(line) for line in text.splitlines()]

    def stats(self) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.admin}/stats", trust_env=False).raise_for_status().json()
        return found


@contextmanager
def playing(home: Path, *arguments: str) -> Iterator[StandIn]:
    """A stand-in in a process of its own, until it is over."""
    command = [sys.executable, "-m", "backend.stand_in", "--home", os.fspath(home), "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if ready := re.search(r"ready: (http://\S+?)(/ia/\S+) \(admin: (\S+)\)", line):
                yield StandIn(endpoint=ready[1] + ready[2], admin=ready[3])
                break
        else:
            raise AssertionError("".join(lines))
        process.terminate()
        process.stdout.read()
