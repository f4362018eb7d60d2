"""The promises, each looked at in the evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

from tests.chaos.oracle.acts import deleted, unaudited
from tests.chaos.oracle.evidence import Evidence, Row
from tests.chaos.oracle.findings import Findings, Ref
from tests.chaos.processes.books import MORTAL, STRANGER
from tests.chaos.processes.seams import POISON

Shown = list[tuple[Ref | None, str]]
_DELETED = "it was deleted at the third party"
_POSTED = "has a record at Intacct already"  # documents of which a newer version came too late
_SENT_WITHIN = timedelta(seconds=1)  # the quarantine counts from the lock that an intent is written under
_FLAKY = timedelta(milliseconds=5)  # the ledger's times have milliseconds


def judge(found: Evidence, findings: Findings, *, quarantine: timedelta, bounded: bool) -> None:
    """`bounded`: see `Conditions`; without it only what needs no bound is promised."""
    findings.check("duplicates", duplicates(found.ledger, deleted(found.acts)))
    findings.check("lost", list(_lost(found)))
    findings.check("unaccounted", list(_unaccounted(found)))
    findings.check("child before parent", list(_before_parent(found)))
    findings.check("ledger without an attempt", list(_without_attempt(found)))
    findings.check("open attempts", [(None, f"{found.open_attempts}")] if found.open_attempts else [])
    findings.check("crash_count beyond its limit", list(_crashes(found)))
    findings.check("tally differs", [(None, str(row)) for row in found.tally])
    findings.check("acts and audit differ", list(unaudited(found.acts, found.audit, found.syncs)))
    findings.check("resent before its time", list(resent_early(found.attempts, quarantine)))
    if bounded:
        findings.check("in error without a reason", list(_no_reason(found)))
        findings.check("false successes", list(_false_successes(found)))
        findings.check("older after newer", list(_going_back(found)))


def duplicates(ledger: Iterable[Row], gone: Mapping[Ref, int]) -> Shown:
    """`gone`: how often a record was deleted there: so often another one may be made."""
    made = Counter((line["kind"], line["natural_key"]) for line in ledger if line["function"].startswith("create"))
    return [(ref, f"created {times} times") for ref, times in made.items() if times > 1 + gone.get(ref, 0)]


def _lost(found: Evidence) -> Iterable[tuple[Ref, str]]:
    for (kind, key, version), marks in found.accepted.items():
        stored = found.versions.get((kind, key, version))
        if stored is None or marks != {stored["mark"]}:
            yield (kind, key), f"version {version} was accepted as {marks}, stored is {stored and stored['mark']}"


def _unaccounted(found: Evidence) -> Iterable[tuple[Ref, str]]:
    """Everything was asked for in the end: so it is there, or in error."""
    for ref in {(kind, key) for kind, key, _ in found.accepted}:
        row = found.bindings.get(ref)
        if row is None or row["status"] not in ("success", "error"):
            yield ref, f"is {row['status'] if row else 'not bound'}: {row and row['message']}"


def _false_successes(found: Evidence) -> Iterable[tuple[Ref, str]]:
    for ref, row in found.bindings.items():
        said = found.versions[*ref, row["desired_version"]]["mark"]
        if row["status"] == "success" and found.records.get(ref) != said:
            yield ref, f"is shown as in step with {said}; the third party holds {found.records.get(ref)}"


def _before_parent(found: Evidence) -> Iterable[tuple[Ref, str]]:
    first: dict[Ref, int] = {}
    bodies = {row["mark"]: row["body"] for row in found.versions.values()}
    for line in found.ledger:
        first.setdefault(line["ref"], line["sequence"])
        if line["kind"] == "sales_invoice" and line["mark"] in bodies:
            body = bodies[line["mark"]]
            needs = [("customer", body["customer"]), *(("item", one["item"]) for one in body["lines"])]
            late = [need for need in needs if need not in first]
            if late:
                yield line["ref"], f"was executed before {late}"


def _without_attempt(found: Evidence) -> Iterable[tuple[Ref, str]]:
    """Each executed write has an older intent with its key and its content."""
    for line in found.ledger:
        intents = [
            row for row in found.attempts.get(line["ref"], ())
            if row["key"] == line["control_id"]
            and found.versions[*line["ref"], row["version"]]["mark"] == line["mark"]
            and row["intended_at"] <= line["at"] + _FLAKY
        ]  # fmt: skip
        if not intents:
            yield line["ref"], f"{line['function']} {line['control_id']} of {line['mark']} at {line['time']}"


def _no_reason(found: Evidence) -> Iterable[tuple[Ref, str]]:
    for ref, row in found.bindings.items():
        if row["status"] == "error" and not _reason(row, found.attempts.get(ref, [])):
            yield ref, f"parked {row['park']}: {row['message']}"


def _reason(row: Row, attempts: list[Row]) -> bool:
    match row["park"]:
        case "crashed":
            return bool(row["crash_count"] >= 3)
        case "ordinary":
            known = _POSTED in row["message"] or (row["key"].startswith(MORTAL) and _DELETED in row["message"])
            return known or bool(attempts and attempts[-1]["outcome"] == "rejected")
        case "foreign":
            return bool(row["key"].startswith(STRANGER))
        case "blocked":
            return bool(row["message"])
    return False


def _crashes(found: Evidence) -> Iterable[tuple[Ref, str]]:
    for ref, row in found.bindings.items():
        lives = ref[1].startswith(POISON) and row["status"] != "error"
        remembered = row["status"] == "success" and row["crash_count"] > 0
        if row["crash_count"] > 3 or lives or remembered:
            yield ref, f"{row['status']} with crash_count {row['crash_count']}"


def resent_early(attempts: Mapping[Ref, list[Row]], quarantine: timedelta) -> Iterable[tuple[Ref, str]]:
    for ref, writes in attempts.items():
        for one, following in pairwise(writes):
            early = following["intended_at"] < one["intended_at"] + quarantine - _SENT_WITHIN
            if early and _was_unknown(one) and not _was_proven(one) and not _was_not_sent(one, following):
                waited = (following["intended_at"] - one["intended_at"]).total_seconds()
                yield ref, f"attempt {one['id']} was unknown, {following['id']} followed after {waited:.2f} s"


def _was_unknown(one: Row) -> bool:
    return one["outcome"] is None or one["learned_by"] in ("look", "late_answer")


def _was_proven(one: Row) -> bool:
    """An early look may find what a create made; a refusal as a duplicate is looked up at once."""
    return (one["operation"] == "create" and one["outcome"] == "applied") or one["error_class"] == "duplicate"


def _was_not_sent(one: Row, following: Row) -> bool:
    """Its sender itself said so meanwhile, late: it took too long to write the intent down."""
    said = one["outcome"] == "not_applied" and one["learned_by"] == "late_answer"
    return bool(said and one["outcome_at"] <= following["intended_at"])


def _going_back(found: Evidence) -> Iterable[tuple[Ref, str]]:
    newest: dict[Ref, int] = {}
    numbers = {row["mark"]: row["version"] for row in found.versions.values()}
    for line in found.ledger:
        version = numbers.get(line["mark"], 0)
        if version < newest.get(line["ref"], 0):
            yield line["ref"], f"version {version} was executed after version {newest[line['ref']]}"
        newest[line["ref"]] = max(version, newest.get(line["ref"], 0))


def read_logs(home: Any, findings: Findings, minutes: float) -> None:
    text = (home / "processes.log").read_text(errors="replace")
    lost = re.findall(r".*(?:never retrieved|was never awaited|Task was destroyed).*", text)
    findings.check("asyncio: never retrieved", [(None, line[:1500]) for line in lost[:3]])
    size = len(text) / 1e6 / minutes
    findings.figures["log of web and workers, MB/min"] = round(size, 2)
    findings.check("log grows by more than 1 MB/min", [(None, f"{size:.1f} MB/min")] if size > 1 else [])
    findings.figures["pauses between check and send"] = text.count("chaos.paused")
