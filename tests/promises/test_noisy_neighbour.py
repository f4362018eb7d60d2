"""F66: one integration has very much to do, and another one is served as if it were alone.

SYNCLINE_NOISY says how much: a million rows need a minute or two to be made, so that is asked for by hand. How long an
object takes from its press until its answer is stored is printed, beside the noise and without.
"""

import json
import os
from statistics import quantiles

import pytest

from tests.journeys.demo import eventually
from tests.promises.system import System

COUNT = int(os.environ.get("SYNCLINE_NOISY") or 20_000)
PRESSES = 30
NOISY = {"latency_seconds": 0.5}
CONNECTIONS, AT_ONCE = 4, 20
_MANY = """
WITH one AS (SELECT entity, body, hash FROM object_version ORDER BY object LIMIT 1),
made AS (
    INSERT INTO object (kind, key, category, current_version, current_hash)
    SELECT 'department', 'NOISE-' || n, 'master_data', 1, hash FROM one, generate_series(1, {count}) n RETURNING id),
kept AS (
    INSERT INTO object_version (object, version, entity, body, hash) SELECT id, 1, entity, body, hash FROM one, made)
INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash, want, phase, next_at)
SELECT {noisy}, id, 'master_data', 'department', 1, hash, true, 'idle', clock_timestamp() - interval '1 hour'
FROM one, made"""
_TOOK = """
SELECT json_agg(extract(epoch FROM a.outcome_at - s.asked_at)) FROM attempt a
JOIN sync_item i ON i.binding = a.binding JOIN sync s ON s.id = i.sync
JOIN binding b ON b.id = a.binding JOIN object o ON o.id = b.object WHERE o.key LIKE '{prefix}-%'"""


def test_an_integration_with_very_much_to_do_keeps_no_other_waiting(
    system: System, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet, noisy = _books(system, "Quiet"), _books(system, "Noisy", config=NOISY)
    system.start_worker()
    alone = _served(system, quiet, "ALONE")
    system.ask(_MANY.format(noisy=noisy, count=COUNT))
    system.ask("VACUUM ANALYZE")
    eventually(lambda: _done(system, noisy) > 0)

    beside = _served(system, quiet, "BESIDE")

    left = COUNT - _done(system, noisy)
    with capsys.disabled():
        print(f"\n{COUNT:,} objects beside, {left:,} left; from press to answer: {_told(alone)} alone, {_told(beside)}")
    assert left > 0, "there was noise to the end"


def _books(system: System, name: str, **settings: object) -> int:
    given = {"connections_allowed": CONNECTIONS, "batch_size": AT_ONCE, "automatic": {"department": False}}
    books = {"name": name, "connector": "loopback", "secrets": {"password": "loopback"}}
    made: int = system.call("POST", "/integrations/", json=books | given | settings)["id"]
    return made


def _served(system: System, integration: int, prefix: str) -> list[float]:
    """One after the other: seconds of each."""
    objects = [
        {"kind": "department", "key": f"{prefix}-{n}", "body": {"name": f"{prefix} {n}"}} for n in range(PRESSES)
    ]
    system.hand_over(objects)
    for number, one in enumerate(objects):
        refs = [{"kind": "department", "key": one["key"]}]
        system.call("POST", f"/integrations/{integration}/syncs", json={"objects": refs})
        eventually(lambda number=number: _done(system, integration, prefix) > number)  # type: ignore[misc]
    took: list[float] = json.loads(system.ask(_TOOK.format(prefix=prefix)))
    return took


def _done(system: System, integration: int, prefix: str = "NOISE") -> int:
    of = f"integration = {integration} AND status = 'success' AND o.key LIKE '{prefix}-%'"
    return int(system.ask(f"SELECT count(*) FROM binding b JOIN object o ON o.id = b.object WHERE {of}"))


def _told(seconds: list[float]) -> str:
    cuts = quantiles(seconds, n=20)
    return f"{1000 * cuts[9]:.0f} ms (95 %: {1000 * cuts[18]:.0f} ms)"
