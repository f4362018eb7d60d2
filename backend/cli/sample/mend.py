"""Mends a cause of error as people at the finance application would: `python3 -m backend.cli.sample.mend NAME`.

Only the standard library, so that it runs with any Python and without an installation.
"""

import argparse
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

STAND_IN = "http://127.0.0.1:8001/admin"


class Change(NamedTuple):
    """One call of the stand-in's admin interface; `path` in parts, unquoted."""

    method: str
    path: tuple[str, ...]
    fields: dict[str, Any] | None = None


class Mend(NamedTuple):
    sentence: str  # what it does, for --help and when it is done
    changes: tuple[Change, ...] = ()


ACCOUNT_4310 = {
    "TITLE": "Sales of gift hampers",
    "NORMALBALANCE": "credit",
    "CLOSINGTYPE": "closing account",
    "ACCOUNTTYPE": "incomestatement",
}
NET_14 = {"DESCRIPTION": "14 days", "DUEDATE": "14", "DUEFROM": "from bill date"}
PROSPECT = "Straußwirtschaft Groß-Gräfenröder"

MENDS = {
    "create-account": Mend(
        "creates G/L account 4310, to which the class GIFTS is mapped",
        (Change("PUT", ("state", "GLACCOUNT", "4310"), ACCOUNT_4310),),
    ),
    "reopen-period": Mend(
        "opens August 2026 for accounts receivable again",
        (Change("PUT", ("settings",), {"closed_through": {"AR": "2026-07-31"}}),),
    ),
    "activate-item": Mend(
        "makes item OIL-009 active again", (Change("PUT", ("state", "ITEM", "OIL-009"), {"STATUS": "active"}),)
    ),
    "relax-account": Mend(
        "lets account 4250 take lines without a department",
        (Change("PUT", ("state", "GLACCOUNT", "4250"), {"REQUIREDEPT": "false"}),),
    ),
    "rename-contact": Mend(
        f"renames the contact that {PROSPECT} had as a prospect",
        (
            Change("DELETE", ("state", "CONTACT", f"{PROSPECT}(C-1027)")),
            Change("PUT", ("state", "CONTACT", f"{PROSPECT} (prospect)"), {"PRINTAS": PROSPECT}),
        ),
    ),
    "create-supplier-term": Mend(
        "sets up the payment term Net 14 for suppliers", (Change("PUT", ("state", "APTERM", "Net 14"), NET_14),)
    ),
    "map-payment-term": Mend("adds N45 → Net 45 to Syncline's value map of payment terms"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m backend.cli.sample.mend", description=__doc__)
    parser.add_argument(
        "name", choices=MENDS, help="; ".join(f"{name} {mend.sentence}" for name, mend in MENDS.items())
    )
    parser.add_argument("--stand-in", default=STAND_IN, help=f"its admin address; {STAND_IN} unless given")
    asked = parser.parse_args()
    mend = MENDS[asked.name]
    try:
        if mend.changes:
            _change(asked.stand_in, mend.changes)
        else:
            _map_payment_term()
    except (urllib.error.URLError, ConnectionError, TimeoutError) as problem:
        parser.exit(1, f"{_address(problem, asked.stand_in)} does not do it: {problem}\n")
    print(f"Done: {asked.name} {mend.sentence}.")


def _change(admin: str, changes: tuple[Change, ...]) -> None:
    for one in changes:
        path = "/".join(quote(part, safe="") for part in one.path)
        try:
            _call(one.method, f"{admin.rstrip('/')}/{path}", one.fields)
        except urllib.error.HTTPError as refusal:
            if one.method != "DELETE" or refusal.code != 404:  # already gone: mended before
                raise


def _map_payment_term() -> None:
    """A value map is Syncline's own: SYNCLINE_URL and SYNCLINE_API_KEY say where."""
    url, key = os.environ.get("SYNCLINE_URL"), os.environ.get("SYNCLINE_API_KEY")
    if not url or not key:
        raise SystemExit("Set SYNCLINE_URL and SYNCLINE_API_KEY: where Syncline runs, and a key it made.")
    base, call = f"{url.rstrip('/')}/api/v1/integrations/", _with_key(key)
    maps = f"{base}{call('GET', base, None)[0]['id']}/value-maps"
    entries = call("GET", maps, None)["payment_terms"]
    call("PUT", f"{maps}/payment_terms", entries | {"N45": "Net 45"})


def _with_key(key: str) -> Callable[[str, str, Any], Any]:
    return lambda method, url, content: _call(method, url, content, {"Authorization": f"Bearer {key}"})


def _call(method: str, url: str, content: Any, headers: dict[str, str] | None = None) -> Any:
    body = None if content is None else json.dumps(content).encode()
    asked = urllib.request.Request(  # noqa: S310  (the address is the operator's own)
        url, data=body, method=method, headers={"Content-Type": "application/json", **(headers or {})}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
        return json.loads(answer.read() or b"{}")


def _address(problem: Exception, stand_in: str) -> str:
    return str(getattr(problem, "url", None) or stand_in)


if __name__ == "__main__":
    main()
