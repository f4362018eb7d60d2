"""Fills a demo with the sample company: `python -m backend.cli.sample URL API_KEY STAND_IN_ADMIN_URL`.

It sets the value maps, hands over the company, synchronizes master data, then invoices, waits each time until nothing
moves by itself, and hands over what came later. Killed and run again at any moment it ends in the same state; once it
has ended it does nothing.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
COMPANY, LATER = HERE / "company.ndjson", HERE / "later.ndjson"
MAPS, NOT_SENT = HERE / "maps.json", HERE / "not_sent.json"
OUR_ACCOUNT = "GLACCOUNT/4210"  # only this company's books have it
ASK_EVERY_SECONDS = 0.2


class Demo:
    """The API of a running Syncline, at its only integration."""

    def __init__(self, url: str, api_key: str) -> None:
        base = url.rstrip("/") + "/api/v1"
        headers = {"Authorization": f"Bearer {api_key}"}
        self.http = httpx.Client(base_url=base, headers=headers, timeout=60, trust_env=False)
        self.path = f"/integrations/{self.call('GET', '/integrations/')[0]['id']}"

    def call(self, method: str, path: str, **given: Any) -> Any:
        answer = self.http.request(method, path, **given)
        answer.raise_for_status()
        return answer.json()

    def has(self, line: dict[str, Any]) -> bool:
        """This version of the object, or a newer one."""
        answer = self.http.get(f"{self.path}/objects/{line['kind']}/{line['key']}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return False
        answer.raise_for_status()
        return bool(answer.json()["version"] >= line["version"])

    def not_integrated(self) -> list[dict[str, str]]:
        """Those of the company: it is smaller than a page."""
        found = self.call("GET", f"{self.path}/objects", params={"status": "not_integrated", "limit": 1000})
        return [{"kind": one["kind"], "key": one["key"]} for one in found["objects"]]

    def progress(self) -> dict[str, Any]:
        progress: dict[str, Any] = self.call("GET", f"{self.path}/progress")
        return progress

    def hand_over(self, file: Path) -> None:
        """All lines in one transaction."""
        headers = {"Content-Type": "application/x-ndjson"}
        answer = self.call("POST", "/objects", content=file.read_bytes(), headers=headers)
        assert answer["refused"] == 0, answer


def main() -> None:
    url, api_key, admin = sys.argv[1:]
    if httpx.get(f"{admin}/state/{OUR_ACCOUNT}", trust_env=False).status_code == httpx.codes.NOT_FOUND:
        print("The stand-in was first started without the sample company: nothing is imported.")
        return
    print(fill(Demo(url, api_key)))


def fill(demo: Demo) -> str:
    """A sentence that says what was done."""
    company, later = _lines(COMPANY), _lines(LATER)
    if demo.has(later[0]):
        return "The sample company is there already."
    if not demo.has(company[0]):
        if any(demo.progress()["statuses"].values()):
            return "There are other objects already: the sample company is not imported."
        _set_maps(demo)
        demo.hand_over(COMPANY)
    for finance in (False, True):
        synchronize(demo, [line for line in company if (line["kind"] == "sales_invoice") is finance])
    demo.hand_over(LATER)
    return f"{len(company)} objects were handed over and synchronized, {len(later)} versions came later."


def _set_maps(demo: Demo) -> None:
    for name, entries in json.loads(MAPS.read_bytes()).items():
        demo.call("PUT", f"{demo.path}/value-maps/{name}", json=entries)


def synchronize(demo: Demo, lines: list[dict[str, Any]]) -> None:
    """Only what was never sent: later versions may be arriving from a run that was killed as it handed them over."""
    refs = [{"kind": line["kind"], "key": line["key"]} for line in lines]
    kept_back, unsent = json.loads(NOT_SENT.read_bytes()), demo.not_integrated()
    asked = [ref for ref in refs if ref in unsent and ref not in kept_back]
    if asked:
        demo.call("POST", f"{demo.path}/syncs", json={"verb": "synchronize", "objects": asked})
    while demo.progress()["moving"]:
        time.sleep(ASK_EVERY_SECONDS)


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


if __name__ == "__main__":
    main()
