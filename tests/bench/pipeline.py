"""Invoices that need nothing more, through a real worker: what was reached of what the gateway's latency and the
connections allow."""

from datetime import datetime
from typing import Any

import msgspec

from tests.bench.invoices import CUSTOMERS, invoice
from tests.bench.report import say, spread, table, verdict
from tests.bench.system import INTEGRATION, System, running

GOAL = 0.95
LATENCY_MS, RECORD_MS, AT_ONCE = 50, 2, 100
CONNECTIONS = (2, 4, 8)
SECONDS = 20  # that the gateway needs at least: the first and the last call of each connection weigh little then
OPEN = "SELECT coalesce(sum(n), 0)::int FROM tally WHERE status = 'pending'"


class Turn(msgspec.Struct, frozen=True):
    rate: float  # objects a second
    busy: float  # of the connections, between the first request and the last, as the stand-in counts them
    most: int  # connections at once, as the stand-in counts them
    cpu: dict[str, float]  # seconds for 1,000 objects


def measure(rounds: int) -> None:
    say(f"Gateway {LATENCY_MS} ms + {RECORD_MS} ms a record, {AT_ONCE} a request, invoices of six lines\n")
    turns = {connections: [_turn(connections) for _ in range(rounds)] for connections in CONNECTIONS}
    rows = [_row(connections, found) for connections, found in turns.items()]
    table(["connections", "limit/s", "objects/s", "busy", "most at once", "CPU s for 1,000", "goal"], rows)


def _row(connections: int, turns: list[Turn]) -> list[str]:
    busy = [turn.busy for turn in turns]
    return [
        str(connections),
        f"{_limit(connections):.0f}",
        spread([turn.rate for turn in turns], 0),
        spread(busy, 3),
        str(max(turn.most for turn in turns)),
        " · ".join(f"{name} {turns[-1].cpu[name]:.2f}" for name in turns[-1].cpu),
        verdict(busy, least=GOAL),
    ]


def _limit(connections: int) -> float:
    return connections * AT_ONCE / ((LATENCY_MS + RECORD_MS * AT_ONCE) / 1000)


def _turn(connections: int) -> Turn:
    stand_in = ("--latency-ms", str(LATENCY_MS), "--record-ms", str(RECORD_MS))
    with running("web", "worker", stand_in=stand_in) as system:
        count = round(_limit(connections) * SECONDS / AT_ONCE) * AT_ONCE
        _fill(system, connections, [invoice(n) for n in range(count)])
        before = system.cpu()
        _press(system)
        after, stats = system.cpu(), system.stand_in.get("/stats").json()
        span = _at(stats["last_request_at"]) - _at(stats["first_request_at"])
        assert system.call("GET", f"{INTEGRATION}/progress")["statuses"]["success"] == count + len(CUSTOMERS)
        return Turn(
            rate=count / span,
            busy=stats["busy_seconds"] / (span * connections),
            most=stats["connections_most"],
            cpu={name: (after[name] - before[name]) * 1000 / count for name in after},
        )


def _fill(system: System, connections: int, invoices: list[dict[str, Any]]) -> None:
    """What the invoices need is there, and the lines are signed in."""
    automatic = {"customer": False, "sales_invoice": False}
    system.call("PATCH", INTEGRATION, json={"connections_allowed": connections, "automatic": automatic})
    system.hand_over(CUSTOMERS)
    _press(system)
    system.hand_over(invoices)
    system.ask("VACUUM ANALYZE")
    system.stand_in.post("/reset", json={"what": "stats"}).raise_for_status()


def _press(system: System) -> None:
    system.call("POST", f"{INTEGRATION}/syncs", json={"all": True})
    system.wait(lambda: system.ask(OPEN) == 0)


def _at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
