"""The wires of a run: a toxic proxy before each server, and a network namespace in which one worker lives."""

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.journeys.demo import ROOT

LINKS = ("postgres", "redis", "third_party")
_PROXY = "tests.chaos.processes.toxic"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


class Proxy:
    """A toxic proxy as a process. `inside`: a namespace that it runs in."""

    def __init__(self, links: dict[str, Any], log: Path, *, inside: str = "") -> None:
        before = ["ip", "netns", "exec", inside] if inside else []
        command = [*before, sys.executable, "-m", _PROXY, json.dumps(links)]
        pipe = subprocess.PIPE
        with log.open("a") as errors:
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=errors, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), log.read_text()

    def set(self, link: str, **toxics: float) -> None:
        """These and no others; without any the link is well."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"link": link, "toxics": toxics}) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        self._process.communicate()


class Namespace:
    """Another network, whose only way out is one address of ours for each server. The same ports lead there."""

    def __init__(self, ports: dict[str, int], log: Path) -> None:
        self.name = f"chaos{os.getpid() % 10_000}"
        self._net = f"10.213.{os.getpid() % 250}"
        self._outer, self._inner = f"{self.name}o", f"{self.name}i"
        self._stack, self._whole = ExitStack(), set[str]()
        self._make()
        there = {link: {"listen": [["127.0.0.1", ports[link]]], "to": [self.host(link), ports[link]]} for link in LINKS}
        self._proxies = there
        self._log = log

    def host(self, link: str) -> str:
        return f"{self._net}.{1 + LINKS.index(link)}"

    def open(self) -> None:
        """Once the proxies outside listen."""
        self._stack.callback(Proxy(self._proxies, self._log, inside=self.name).close)

    def cut(self, link: str) -> bool:
        """Silently: nothing arrives, and nobody is told. Whether it was whole."""
        if link not in self._whole:
            return False
        self._whole.remove(link)
        ip("address", "del", f"{self.host(link)}/24", "dev", self._outer)
        return True

    def mend(self, link: str) -> None:
        ip("address", "add", f"{self.host(link)}/24", "dev", self._outer)
        self._whole.add(link)

    def _make(self) -> None:
        ip("netns", "add", self.name)
        self._stack.callback(ip, "netns", "del", self.name)
        ip("link", "add", self._outer, "type", "veth", "peer", "name", self._inner)
        ip("link", "set", self._inner, "netns", self.name)
        # An address that goes must not take the others with it.
        Path(f"/proc/sys/net/ipv4/conf/{self._outer}/promote_secondaries").write_text("1")
        for link in LINKS:
            self.mend(link)
        ip("link", "set", self._outer, "up")
        for rest in (["address", "add", f"{self._net}.100/24", "dev", self._inner], ["link", "set", self._inner, "up"]):
            ip("-n", self.name, *rest)
        ip("-n", self.name, "link", "set", "lo", "up")

    def close(self) -> None:
        self._stack.close()


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=20)


def may_make_namespaces() -> bool:
    name = f"chaostry{os.getpid() % 10_000}"
    try:
        ip("netns", "add", name)
        ip("netns", "del", name)
    except (OSError, subprocess.SubprocessError):
        return False
    return True
