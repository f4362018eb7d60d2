"""The story of an object: what was intended, what was learned, what was executed."""

from tests.chaos.oracle.evidence import Evidence, Row
from tests.chaos.oracle.findings import Findings, Ref


def tell(found: Evidence, findings: Findings) -> None:
    for ref in findings.refs():
        print(f"\n  {ref[0]} {ref[1]}")
        for line in _story(found, ref):
            print(f"    {line}")


def _story(found: Evidence, ref: Ref) -> list[str]:
    row = found.bindings.get(ref)
    events = [(one["intended_at"], _told(one)) for one in found.attempts.get(ref, ())]
    executed = [
        (line["at"], f"EXECUTED {line['function']} {line['mark']} key {line['control_id'][:8]}")
        for line in found.ledger
        if line["ref"] == ref
    ]
    told = [f"{at:%H:%M:%S.%f} {what}" for at, what in sorted(events + executed, key=lambda one: one[0])]
    return [f"row: {row}", *told]


def _told(one: Row) -> str:
    intent = f"attempt {one['id']} {one['operation']} v{one['version']} key {one['key'][:8]}"
    learned = f"{one['outcome']} by {one['learned_by']} at {one['outcome_at']}" if one["outcome"] else "open"
    return f"{intent}: {learned} {one['trouble']} {one['error_class']} {one['sentence'][:90]}"
