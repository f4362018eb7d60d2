"""What must hold once a case is over, by the third party's ledger, the attempts, and all that the rows went through."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from backend.domain.ingest.envelope import Envelope
from tests.failpoints.acting import Action
from tests.failpoints.cases import Case, What
from tests.failpoints.points import CONFIRMING

if TYPE_CHECKING:
    from tests.failpoints.lanes.lane import Lane

# Installed in the lanes' databases: every state that a row was ever in.
HISTORY = """
CREATE TABLE seen (id bigint GENERATED ALWAYS AS IDENTITY, binding bigint, phase text, status text, fence bigint,
                   crash_count int, desired_version int, synced_version int, at timestamptz DEFAULT clock_timestamp(),
                   writing xid8 DEFAULT pg_current_xact_id());
CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO seen (binding, phase, status, fence, crash_count, desired_version, synced_version)
    VALUES (NEW.id, NEW.phase, NEW.status, NEW.fence, NEW.crash_count, NEW.desired_version, NEW.synced_version);
    RETURN NULL;
END $$;
CREATE TRIGGER binding_seen AFTER INSERT OR UPDATE ON binding FOR EACH ROW EXECUTE FUNCTION see();
"""
_NOT_HELD_UP = timedelta(milliseconds=50)  # the ledger's times have milliseconds

Line = dict[str, Any]


async def judge(lane: "Lane", case: Case, objects: Sequence[Envelope], began: int) -> list[str]:
    """`began`: the last attempt before the case. Sentences; none when everything held."""
    ids = await lane.ids(objects)
    rows = await lane.rows(_ROWS, ids)
    attempts = await lane.rows("SELECT * FROM attempt WHERE binding = ANY($1) AND id > $2 ORDER BY id", ids, began)
    seen = await lane.rows("SELECT * FROM seen WHERE binding = ANY($1) ORDER BY id", ids)
    lines = await _lines(lane, objects)
    wire = {tuple(json.loads(line)) for line in lane.wire.read_text().splitlines()}
    return [
        *_once(objects, lines),
        *_newest(objects, lines),
        *_at_rest(rows),
        *_known(attempts, lines, wire, began, case),
        *_waited(attempts),
        *_never_early(rows, seen, lines, _contents(objects)),
        *_crashes(case, rows, seen),
    ]


async def _lines(lane: "Lane", objects: Sequence[Envelope]) -> list[Line]:
    """Those of the ledger that are about these objects."""
    ledger = map(json.loads, (await lane.get("ledger")).text.splitlines())
    return [line for line in ledger if line["natural_key"] in {one.ref.key for one in objects}]


async def judge_poisoned(lane: "Lane", objects: Sequence[Envelope]) -> list[str]:
    """The first object is the poisonous one."""
    poisonous, *others = [(await lane.rows(_ROWS, await lane.ids([one])))[0] for one in objects]
    seen = await lane.rows("SELECT * FROM seen ORDER BY id")
    claims = [one for one in seen if one["phase"] == "claimed"]
    of_it = [one for one in claims if one["binding"] == poisonous["id"]]
    crowds = [[one["binding"] for one in claims if one["writing"] == mine["writing"]] for mine in of_it]
    lines = await _lines(lane, objects)
    found = [] if poisonous["park"] == "crashed" else [f"it is {poisonous['phase']}: {poisonous['message']}"]
    found += [] if len(of_it) == 3 else [f"it was tried {len(of_it)} times"]
    found += [
        f"it took {len(crowd) - 1} others with it after its first crash" for crowd in crowds[1:] if len(crowd) > 1
    ]
    found += [] if len(crowds[0]) == len(objects) else [f"{len(crowds[0])} were claimed together at first"]
    found += [f"{line['natural_key']} was sent" for line in lines if line["natural_key"] == poisonous["key"]]
    return [*found, *_once(objects[1:], lines), *_at_rest(others)]


async def story(lane: "Lane", since: datetime) -> list[str]:
    """All that the rows and the attempts went through since then, for whoever wants to know why."""
    rows = await lane.rows(_STORY, since)
    return [f"{(row['at'] - since).total_seconds():7.3f} {row['binding']} {row['told']}" for row in rows]


_STORY = """
SELECT at, binding, format('%s %s, fence %s, crashes %s', phase, status, fence, crash_count) AS told
FROM seen WHERE at > $1
UNION ALL
SELECT intended_at, binding, format('attempt %s to %s', id, operation) FROM attempt WHERE intended_at > $1
UNION ALL
SELECT outcome_at, binding, format('attempt %s %s by %s: %s', id, outcome, learned_by, sentence) FROM attempt
WHERE intended_at > $1 AND outcome_at IS NOT NULL
ORDER BY at LIMIT 300"""

_ROWS = """SELECT b.*, o.key, m.text AS message FROM binding b JOIN object o ON o.id = b.object
           LEFT JOIN binding_message m ON m.binding = b.id WHERE b.id = ANY($1)"""


def _once(objects: Sequence[Envelope], lines: Sequence[Line]) -> list[str]:
    made = Counter(line["natural_key"] for line in lines if line["function"].startswith("create"))
    return [f"{one.ref} was created {made[one.ref.key]} times" for one in objects if made[one.ref.key] != 1]


def _newest(objects: Sequence[Envelope], lines: Sequence[Line]) -> list[str]:
    there, contents = {line["natural_key"]: version_of(line["fields"]) for line in lines}, _contents(objects)
    wrong = [one for one in objects if there.get(one.ref.key) != contents[one.ref.key, one.number]]
    return [f"{one.ref} is there as of version {there.get(one.ref.key)}" for one in wrong]


def _contents(objects: Sequence[Envelope]) -> dict[tuple[str, int | None], int]:
    """(key, number) → the version whose content it has."""
    return {(one.ref.key, one.number): version_of(one.reading.stored) for one in objects}


def version_of(content: Any) -> int:
    """Texts say it: see `_text` in objects.py."""
    found = re.search(r" as of version (\d+)", json.dumps(content))
    assert found, content
    return int(found[1])


def _at_rest(rows: Sequence[Any]) -> list[str]:
    left = ("lease_until", "open_attempt", "quarantine_until", "wanted_at")  # next_at: when it is read back
    found = [f"{row['key']} is {row['status']}: {row['message']}" for row in rows if row["status"] != "success"]
    return found + [f"{row['key']} still has {name}" for row in rows for name in left if row[name] is not None]


def _known(attempts: Sequence[Any], lines: Sequence[Line], wire: set[Any], began: int, case: Case) -> list[str]:
    """No attempt is open; nothing was executed that was not written down before, byte by byte."""
    found = [f"attempt {one['id']} is open" for one in attempts if one["outcome"] is None]
    written = {(one["key"], one["body_hash"].hex()): one["intended_at"] for one in reversed(attempts)}
    bodies = {(key, canonical): (key, body) for key, body, canonical in wire}
    lines = [line for line in lines if case.what is not What.UPDATE or not line["function"].startswith("create")]
    for line in lines:
        intended = written.get(bodies.get((line["control_id"], line["body_hash"]), ("", "")))
        if intended is None:
            found.append(f"line {line['sequence']} of the ledger has no attempt")
        elif intended > _time_of(line) + _NOT_HELD_UP:
            found.append(f"line {line['sequence']} of the ledger was executed before its intent")
    return found


def _time_of(line: Line) -> datetime:
    return datetime.fromisoformat(line["time"])


def _waited(attempts: Sequence[Any]) -> list[str]:
    """What perhaps was carried out is not sent again before that is out of the question."""
    from tests.failpoints.lanes.lane import QUARANTINE_SECONDS

    found, unknown = [], dict[int, datetime]()
    for one in attempts:
        if one["operation"] == "look":
            continue
        before = unknown.pop(one["binding"], None)
        if before and one["intended_at"] < before + timedelta(seconds=QUARANTINE_SECONDS):
            found.append(f"{one['binding']} was sent again {one['intended_at'] - before} after an unknown outcome")
        if one["learned_by"] in ("look", "late_answer"):
            unknown[one["binding"]] = one["intended_at"]
    return found


def _never_early(
    rows: Sequence[Any], seen: Sequence[Any], lines: Sequence[Line], contents: dict[tuple[str, int | None], int]
) -> list[str]:
    """Success was never shown before the third party had that version."""
    keys = {row["id"]: row["key"] for row in rows}
    had: dict[tuple[str, int], datetime] = {}
    for line in lines:
        had.setdefault((line["natural_key"], version_of(line["fields"])), _time_of(line))
    found = []
    for one in seen:
        key, number = keys[one["binding"]], one["desired_version"]
        since = had.get((key, contents.get((key, number), number)))
        if one["status"] == "success" and (since is None or since > one["at"] + _NOT_HELD_UP):
            found.append(f"{key} was shown in success at version {number} too early")
    return found


def _crashes(case: Case, rows: Sequence[Any], seen: Sequence[Any]) -> list[str]:
    """The most that a row ever counted. That nobody counted three is seen by what became of it."""
    most = Counter[int]()
    for one in seen:
        most[one["binding"]] = max(most[one["binding"]], one["crash_count"])
    counted, expected = max(most[row["id"]] for row in rows), crashes_at_least(case)
    return [] if counted >= expected else [f"{counted} crashes were counted instead of {expected}"]


_NOTHING_HELD = ("slot-taken", "after-complete", "before-slot-freed")


def crashes_at_least(case: Case) -> int:
    """Whoever lets a lease of a push end counts once; looks do not count. Who sleeps may wake up in time; on a busy
    machine a lease ends by itself, too."""
    if case.action in (Action.SLEEP, Action.WAIT) or case.point in (*_NOTHING_HELD, *CONFIRMING):
        return len(case.goes_before)
    return 1
