"""A page of 100 rows of 100,000, of somebody who is signed in, beside the floor."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec

from backend.domain.grid.cursors import Sort, place_of, write_cursor
from tests.bench.compare import Cost, cost
from tests.bench.report import say, spread, table, verdict
from tests.bench.system import System, floor, running

GOAL = 2.0
SEED = Path(__file__).with_name("seed.sql")
PAGE, ROWS = "/integrations/1/objects", "/integrations/1/rows"
DEEP = range(20_000, 90_000, 35)  # ends of pages in the middle: more views, and rows, than anybody keeps
BEGIN = range(101, 998, 2)  # a hundred keys each


class Case(msgspec.Struct, frozen=True):
    """The same rows asked of us and of the floor."""

    name: str
    ours: Sequence[str]
    floor: Sequence[str]


def _after(id_: int) -> str:
    return write_cursor(place_of(Sort.NEWEST, id_, None))


CASES = (
    Case("whole page, first", [PAGE], ["/grid"]),
    Case("whole page, deep by keyset", [f"{PAGE}?after={_after(n)}" for n in DEEP], [f"/grid?after={n}" for n in DEEP]),
    Case("whole page, status error", [f"{PAGE}?status=error"], ["/grid?error"]),
    Case("whole page, key begins with", [f"{PAGE}?key=INV-0420"], ["/grid?prefix=INV-0420&below=INV-0421"]),
    Case("whole page, each another beginning", [f"{PAGE}?key=INV-0{n}" for n in BEGIN],
         [f"/grid?prefix=INV-0{n}&below=INV-0{n + 1}" for n in BEGIN]),
    Case("changed rows, one view, many viewers", [f"{ROWS}?rev=old"], ["/grid"]),
    Case("changed rows, each view another", [f"{ROWS}?after={_after(n)}&rev=old" for n in DEEP],
         [f"/grid?after={n}" for n in DEEP]),
)  # fmt: skip


def measure(rounds: int) -> None:
    with running("web") as system, floor(system) as port:
        _seed(system)
        turns = [[_turn(system, port, case) for case in CASES] for _ in range(rounds + 1)][1:]  # the first one warms up
    _report([list(each) for each in zip(*turns, strict=True)])


def _seed(system: System) -> None:
    *script, vacuum = SEED.read_text().split(";\n")
    for statement in script:
        system.ask(f"{statement};")
    system.ask(f"{vacuum};")


def _turn(system: System, port: int, case: Case) -> tuple[Cost, Cost]:
    bare = cost(system, "floor", port, case.floor, 200)
    return cost(system, "web", system.port, case.ours, 200), bare


def _report(by_case: Sequence[Sequence[tuple[Cost, Cost]]]) -> None:
    rows, whole = [], []
    for case, turns in zip(CASES, by_case, strict=True):
        server = [ours.server / bare.server for ours, bare in turns]
        both = [(ours.server + ours.postgres) / (bare.server + bare.postgres) for ours, bare in turns]
        whole.append(both)
        ours, bare = ([_words(one) for one in side] for side in zip(*turns, strict=True))
        rows.append([case.name, _middle(ours), _middle(bare), spread(server), spread(both)])
    table(["", "ours: ms app + PG, KB", "floor: ms app + PG, KB", "× floor, app", "× floor, app + PG"], rows)
    say("")
    for case, both in zip(CASES, whole, strict=True):
        say(f"{case.name}: {spread(both)}; {verdict(both, most=GOAL)}")


def _words(one: Cost) -> tuple[float, float, float]:
    return one.server * 1e3, one.postgres * 1e3, one.bytes / 1024


def _middle(costs: Sequence[tuple[float, float, float]]) -> str:
    server, postgres, size = (median(column) for column in zip(*costs, strict=True))
    return f"{server:.2f} + {postgres:.2f}, {size:.0f}"
