"""What people did, by their own notes and by the audit trail."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import asyncpg

from tests.chaos.oracle.findings import Ref

Row = dict[str, Any]
Shown = list[tuple[Ref | None, str]]
DELETED = "deleted"  # at the third party: no act of ours


def noted(log: Path) -> list[Row]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def deleted(acts: Iterable[Row]) -> Counter[Ref]:
    """How often a record was deleted there."""
    return Counter(_ref(act["subject"]) for act in acts if act["deed"] == DELETED)


def _ref(subject: str) -> Ref:
    kind, _, key = subject.partition(" ")
    return kind, key


async def read_audit(one: asyncpg.Connection) -> tuple[list[Row], list[Row]]:
    """The trail, and the syncs that there are."""
    audit = [dict(row) for row in await one.fetch(_AUDIT)]
    return audit, [dict(row) for row in await one.fetch(_SYNCS)]


def unaudited(acts: Iterable[Row], audit: Iterable[Row], syncs: Iterable[Row]) -> Iterable[tuple[Ref | None, str]]:
    """Each act has one row, and each row its act: one that was not answered may have been done, or not."""
    trail = Counter((row["action"], row["subject"]) for row in audit)
    sure, perhaps = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for act in acts:
        (sure if act["sure"] else perhaps)[act["deed"], act["subject"]] += 1
    for sync in syncs:
        sure[f"sync.{sync['verb']}", f"sync {sync['id']}"] = 1
        sure["sync.stopped", f"sync {sync['id']}"] = sync["stopped_at"] is not None
    for deed in sorted({*trail, *sure, *perhaps}):
        least, most = sure[deed], sure[deed] + perhaps[deed]
        if deed[0] != DELETED and not least <= trail[deed] <= most:
            told = f"{least}" if least == most else f"{least} to {most}"
            yield None, f"{' '.join(deed)} was done {told} times, and is in the audit trail {trail[deed]} times"
    yield from ((None, f"{row['action']} {row['subject']} has no actor") for row in audit if not row["actor"])


# Syncs by their number: their subject says how many objects they have.
_AUDIT = """SELECT action, actor, CASE WHEN action LIKE 'sync.%' AND action <> 'sync.stopped'
        THEN 'sync ' || (facts ->> 'sync') ELSE subject END AS subject
    FROM audit WHERE action LIKE 'sync.%' OR action IN ('integration.held', 'integration.released', 'look.asked',
        'record.adopted', 'object.sent_again', 'retry.requested')"""
_SYNCS = "SELECT id, verb, stopped_at FROM sync"
