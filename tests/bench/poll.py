"""An unchanged poll of somebody who is signed in, beside a bare 204."""

import re

from tests.bench.compare import cost
from tests.bench.report import say, spread, table, verdict
from tests.bench.system import System, floor, running

GOAL = 3.0


def measure(rounds: int) -> None:
    with running("web") as system, floor(system) as port:
        path = f"/integrations/1/rows?rev={revision(system)}"
        turns = [_turn(system, port, path) for _ in range(rounds + 1)][1:]  # the first one warms up
    ours, bare, postgres = zip(*turns, strict=True)
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    table(["", "CPU µs a poll"], [["ours", spread(ours, 1)], ["bare 204", spread(bare, 1)]])
    say(f"\nRatio {spread(ratios)}; {verdict(ratios, most=GOAL)}. Postgres meanwhile: {spread(postgres, 1)} µs a poll.")


def _turn(system: System, port: int, path: str) -> tuple[float, float, float]:
    """Microseconds: ours, bare, and Postgres while we were asked (its own upkeep)."""
    bare = cost(system, "floor", port, ["/204"], 204)
    ours = cost(system, "web", system.port, [path], 204)
    return ours.server * 1e6, bare.server * 1e6, ours.postgres * 1e6


def revision(system: System) -> str:
    """What the page's next poll would send."""
    found = re.search(r'name="rev" value="([^"]+)"', system.page("/integrations/1/objects"))
    assert found
    return found[1]
