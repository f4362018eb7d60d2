"""What is printed of a run: what was done to it, what it did, what it kept."""

from typing import Any

from tests.chaos.nemesis import Nemesis
from tests.chaos.oracle.evidence import Evidence
from tests.chaos.oracle.findings import Findings
from tests.chaos.oracle.stories import tell
from tests.chaos.processes.seams import POISON
from tests.chaos.world import World


def report(world: World, findings: Findings, found: Evidence, *, nemesis: Nemesis, said: dict[str, int]) -> None:
    where = "one worker in a namespace" if world.namespace else "no namespaces here: cuts are made at the proxy"
    print(f"\n  {'fault':44}{'done':>8}{'aimed at':>10}   ({where})")
    for name, times in sorted(nemesis.done.items(), key=lambda one: (one[0].startswith("toxic "), one[0])):
        aimed = str(nemesis.goal(name)) if name in nemesis._acts else ""
        print(f"  {name:44}{times:>8,}{aimed:>10}")
    applied = sum(one["outcome"] == "applied" for each in found.attempts.values() for one in each)
    crashed = [key for (_, key), row in found.bindings.items() if row["park"] == "crashed"]
    done = {
        "ERP: versions accepted": f"{len(found.accepted):,}",
        "ERP: said again for want of an answer": f"{said.get('said again', 0):,}",
        "ERP: refused as in conflict": f"{said.get('conflict', 0):,}",
        "objects": f"{len(found.bindings):,}",
        "confirmed pushes": f"{applied:,} ({applied / nemesis.seconds:.0f}/s)",
        "poisoned objects parked": sum(key.startswith(POISON) for key in crashed),
        "others parked after three deaths": sum(not key.startswith(POISON) for key in crashed),
    }
    done |= {f"people: {name}": times for name, times in sorted(said.items()) if "." in name}
    for name, figure in (done | findings.figures).items():
        print(f"  {name:44}{figure!s:>8}")
    verdict(findings)
    tell(found, findings)


def verdict(findings: Findings) -> None:
    print()
    for promise, shown in findings.broken.items():
        print(f"  {promise:44}{len(shown):>8}{'   BROKEN' if shown else ''}")
        for ref, told in shown[:5]:
            print(f"      {' '.join(ref) if ref else ''} {told}"[:1600])
    broken: Any = ", ".join(findings.failed)
    print(f"\n  {f'BROKEN: {broken}' if broken else 'Every promise held.'}", flush=True)
