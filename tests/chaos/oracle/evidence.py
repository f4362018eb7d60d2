"""All that three parties wrote down of one run: the ERP, the database, the third party."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from tests.chaos.oracle.acts import noted, read_audit
from tests.chaos.oracle.findings import Ref
from tests.chaos.processes.books import MARKED
from tests.chaos.world import World

Row = dict[str, Any]


@dataclass
class Evidence:
    accepted: dict[tuple[str, str, int], set[str]]  # kind, key, version → marks that got 2xx
    versions: dict[tuple[str, str, int], Row]  # with `mark` and `body`
    bindings: dict[Ref, Row]
    attempts: dict[Ref, list[Row]]  # writes, in the order of their intents
    ledger: list[Row]  # with `ref`, `mark` and `at`
    records: dict[Ref, str]  # the mark that the third party holds
    open_attempts: int
    tally: list[Row]  # what tally and binding count differently
    acts: list[Row]  # people's, by their own notes
    audit: list[Row]
    syncs: list[Row]


async def gather(world: World, log: Path) -> Evidence:
    ledger = [_line(line) for line in world.ledger()]  # first: what it holds has its intent by now
    one = await asyncpg.connect(world.db, server_settings={"application_name": "chaos"})
    try:
        versions = [_version(row) for row in await one.fetch(_VERSIONS)]
        bindings = [dict(row) for row in await one.fetch(_BINDINGS)]
        attempts = [dict(row) for row in await one.fetch(_ATTEMPTS)]
        open_attempts = await one.fetchval("SELECT count(*) FROM attempt WHERE outcome IS NULL AND operation <> 'look'")
        tally = [dict(row) for row in await one.fetch(_TALLY)]
        audit, syncs = await read_audit(one)
    finally:
        await one.close()
    return Evidence(
        accepted=_accepted(log),
        versions={(row["kind"], row["key"], row["version"]): row for row in versions},
        bindings={(row["kind"], row["key"]): row for row in bindings},
        attempts=_by_object(attempts),
        ledger=ledger,
        records=_records(world.admin),
        open_attempts=open_attempts,
        tally=tally,
        acts=noted(log.with_name("acts.ndjson")),
        audit=audit,
        syncs=syncs,
    )


def _accepted(log: Path) -> dict[tuple[str, str, int], set[str]]:
    found: dict[tuple[str, str, int], set[str]] = {}
    for line in log.read_text().splitlines():
        said = json.loads(line)
        found.setdefault((said["kind"], said["key"], said["version"]), set()).add(said["mark"])
    return found


def _version(row: Any) -> Row:
    body = json.loads(row["body"])
    return dict(row) | {"body": body, "mark": body[MARKED[row["kind"]][0]]}


def _by_object(attempts: list[Row]) -> dict[Ref, list[Row]]:
    found: dict[Ref, list[Row]] = {}
    for row in attempts:
        found.setdefault((row["kind"], row["object"]), []).append(row)
    return found


def _line(line: Row) -> Row:
    *_, mark = MARKED[line["kind"]]
    fields = {name.upper(): value for name, value in line["fields"].items()}
    at = datetime.fromisoformat(line["time"])
    return line | {"ref": (line["kind"], line["natural_key"]), "mark": fields.get(mark, ""), "at": at}


def _records(admin: httpx.Client) -> dict[Ref, str]:
    found = {}
    for kind, (_, name, key, mark) in MARKED.items():
        for record in admin.get(f"/state/{name}").raise_for_status().json():
            found[kind, record[key]] = record.get(mark, "")
    return found


_VERSIONS = """SELECT o.kind, o.key, v.version, v.body::text AS body
    FROM object o JOIN object_version v ON v.object = o.id"""
_BINDINGS = """SELECT o.kind, o.key, b.status, b.phase, b.park, b.want, b.crash_count, b.fail_count, b.desired_version,
    b.synced_version, b.next_at, b.lease_until, b.quarantine_until, b.linked, coalesce(m.text, '') AS message
    FROM binding b JOIN object o ON o.id = b.object LEFT JOIN binding_message m ON m.binding = b.id"""
_ATTEMPTS = """SELECT a.id, o.kind, o.key AS object, a.operation, a.version, a.key, a.outcome, a.learned_by, a.trouble,
    a.error_class, a.sentence, a.intended_at, a.outcome_at
    FROM attempt a JOIN binding b ON b.id = a.binding JOIN object o ON o.id = b.object
    WHERE a.operation <> 'look' ORDER BY a.id"""
_TALLY = """SELECT * FROM
    (SELECT status, sum(n)::bigint AS tally FROM tally GROUP BY 1) t FULL JOIN
    (SELECT status, count(*) AS counted FROM binding GROUP BY 1) b USING (status)
    WHERE coalesce(tally, 0) <> coalesce(counted, 0)"""
