"""A report as its page shows it: first what is about the integration itself, then level by level."""

from collections.abc import Sequence

import msgspec

from backend.domain.integrations.findings import Finding, Report


class Place(msgspec.Struct, frozen=True):
    level: str  # "": the integration itself
    findings: Sequence[Finding]  # all but kinds that are well
    well: Sequence[str]  # kinds


def places_of(report: Report) -> list[Place]:
    levels = dict.fromkeys(sorted((one.level for one in report.findings), key=bool))
    return [_place(level, [one for one in report.findings if one.level == level]) for level in levels]


def _place(level: str, findings: Sequence[Finding]) -> Place:
    well = [one for one in findings if one.ok and one.kind]
    return Place(level, [one for one in findings if one not in well], [one.kind for one in well])
