"""What 1,000 invoices of six lines cost the connector: their elements, and reading what was answered."""

import gc
import time
from collections.abc import Callable

from backend.connectors.protocol import Connector
from backend.connectors.registry import CONNECTORS
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.wire import requests
from backend.domain.objects import Version
from backend.domain.pushes.push import Operation, Payload
from tests.bench.report import say, spread, verdict
from tests.connectors.gateway import answer, success
from tests.connectors.make import MAPS, make_version

GOAL = 0.05
INVOICES, LINES, AT_ONCE = 1000, 6, 100
CONFIG = IntacctConfig(company_id="demo", sender_id="syncline", user_id="console")
KEYS = [f"key-{n:06}" for n in range(INVOICES)]


def measure(rounds: int) -> None:
    connector = CONNECTORS["sage_intacct"]
    versions = [_invoice(n) for n in range(INVOICES)]
    batches = [KEYS[n : n + AT_ONCE] for n in range(0, INVOICES, AT_ONCE)]
    replies = [answer(*(success(key, f"<key>{n}</key>") for n, key in enumerate(batch))) for batch in batches]

    def build() -> None:
        for n, batch in enumerate(batches):
            pairs = zip(versions[n * AT_ONCE :], batch, strict=False)
            requests.joined([requests.function(key, _content(connector, one, key)) for one, key in pairs])

    def read() -> None:
        for batch, body in zip(batches, replies, strict=True):
            read_reply(body, http_status=200, content_type="text/xml; charset=UTF-8", sent=batch)

    built, understood = ([_cpu(what) for _ in range(rounds * 3)] for what in (build, read))
    both = [one + other for one, other in zip(built, understood, strict=True)]
    say(f"Building {spread(built, 4)} s, reading {spread(understood, 4)} s")
    say(f"Both: {spread(both, 4)} s of CPU for {INVOICES} invoices; {verdict(both, most=GOAL)}")


def _content(connector: Connector, version: Version, key: str) -> bytes:
    rendered = connector.render(
        version, op=Operation.CREATE, key=key, remote=None, parents={}, config=CONFIG, maps=MAPS
    )
    assert isinstance(rendered, Payload), rendered
    return rendered.content


def _invoice(n: int) -> Version:
    lines = [
        {"item": f"P{m:03}", "class": f"CAT{m}", "quantity": "12", "unit_price": "14.00", "amount": "168.00"}
        for m in range(LINES)
    ]
    return make_version("sales_invoice", f"SI-{n:06}", lines=lines, freight="0.00", total="1008.00")


def _cpu(work: Callable[[], None]) -> float:
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began
