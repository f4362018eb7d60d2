"""The stand-in as its tests start it, ask it and look behind it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from lxml import etree

from tests.stand_in.replies import text
from tests.stand_in.requests import function, request


class StandIn:
    """One process on a free port of the loopback."""

    def __init__(self, home: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "backend.stand_in", "--home", str(home), "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.ready = self.process.stdout.readline()
        address = re.search(r"http://[\d.:]+", self.ready)
        assert address, self.process.communicate()[1]
        self.url, self.admin_url = f"{address[0]}/ia/xml/xmlgw.phtml", f"{address[0]}/admin"
        secure = re.search(r"https://[^ ]+", self.ready)
        self.tls_url = secure[0].strip() if secure else ""
        self.http = httpx.Client(trust_env=False, timeout=30)

    def kill(self) -> None:
        self.http.close()
        self.process.kill()
        self.process.communicate()

    def post(self, body: str) -> etree._Element:
        answer = self.http.post(self.url, content=body.encode(), headers={"content-type": "application/xml"})
        assert answer.status_code == 200, answer.text
        return etree.fromstring(answer.content)

    def call(self, *functions: str, **envelope: Any) -> list[etree._Element]:
        """The results of functions sent together."""
        answer = self.post(request(*functions, **envelope))
        results = answer.findall("operation/result")
        assert len(results) == len(functions), etree.tostring(answer).decode()
        return results

    def session(self, level: str) -> str:
        call = function("session", f"<getAPISession><locationid>{level}</locationid></getAPISession>")
        return text(self.call(call)[0], "data/api/sessionid")

    def ledger(self, since: int = 0) -> list[dict[str, Any]]:
        lines = self.http.get(f"{self.admin_url}/ledger", params={"since": since}).text.splitlines()
        return [httpx.Response(200, text=line).json() for line in lines]

    def admin(self, method: str, path: str, value: Any = None) -> httpx.Response:
        return self.http.request(method, f"{self.admin_url}/{path}", json=value)

    def stats(self) -> dict[str, Any]:
        return dict(self.admin("GET", "stats").json())

    def change(self, **settings: Any) -> None:
        assert self.admin("PUT", "settings", settings).status_code == 200

    def fail(self, **fault: Any) -> None:
        answer = self.admin("PUT", "faults", [fault])
        assert answer.status_code == 200, answer.text
