"""A stand-in for the grid's filter: what templates ask it for, and enough sense to try the screens."""

from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import parse_qs, urlencode

from backend.domain.objects import Problem
from backend.domain.status import Status
from backend.storage.screens.values import GridRow, Hiding


@dataclass(frozen=True)
class SampleFilter:
    key: str = ""
    statuses: frozenset[Status] = field(default_factory=frozenset)
    version: str = ""
    kind: str = ""
    entity: str = ""
    category: str = ""
    message: str = ""
    since: str = ""
    until: str = ""
    zone: str = ""
    outcome: str = ""
    cause: str = ""
    error_class: str = ""
    sort: str = "newest"
    after: str = ""
    before: str = ""
    problems: tuple[Problem, ...] = ()
    bounds: None = None
    fingerprint = "f"  # no field: it stands in no address
    refused = False

    @classmethod
    def read(cls, query: str) -> Self:
        given = parse_qs(query)
        plain = {
            name: given[name][-1]
            for name in cls.__dataclass_fields__
            if name in given and name not in ("statuses", "problems")
        }
        return cls(statuses=frozenset(Status(one) for one in given.get("status", [])), **plain)

    def query(self, **changes: Any) -> str:
        return urlencode(self.pairs(**changes))

    def pairs(self, *, page: bool = False, **changes: Any) -> list[tuple[str, str]]:
        new = replace(self, **({} if page else {"after": "", "before": ""}) | changes)
        words = [
            (name, getattr(new, name)) for name in self.__dataclass_fields__ if name not in ("statuses", "problems")
        ]
        pairs = [(name, word) for name, word in words if word and (name, word) != ("sort", "newest")]
        return pairs + [("status", str(one)) for one in sorted(new.statuses)]

    @property
    def may_have_amounts(self) -> bool:
        return self.category != "master_data"

    @property
    def has_days(self) -> bool:
        return "-" in self.since + self.until

    def problem(self, name: str) -> str:
        return next((one.sentence for one in self.problems if one.field == name), "")

    def active(self) -> list[tuple[str, str, Self]]:
        names = [
            "key",
            "version",
            "kind",
            "entity",
            "category",
            "message",
            "since",
            "until",
            "outcome",
            "cause",
            "error_class",
        ]
        found = [(name.capitalize(), getattr(self, name), replace(self, **{name: ""})) for name in names]
        statuses = ", ".join(sorted(self.statuses))
        without = replace(self, statuses=frozenset())
        return [one for one in found if one[1]] + ([("Status", statuses, without)] if statuses else [])

    def hiding(self, rows: list[GridRow]) -> list[Hiding]:
        return [
            Hiding(label=label, value=value, query=rest.query(), count=len(rest.pick(rows)), more=False)
            for label, value, rest in self.active()
        ]

    def pick(self, rows: list[GridRow], *, status: bool = True) -> list[GridRow]:
        kept = [
            row for row in rows if self._fits(row) and (not status or not self.statuses or row.status in self.statuses)
        ]
        if self.sort == "key":
            return sorted(kept, key=lambda row: row.key)
        return sorted(kept, key=lambda row: row.changed_at, reverse=True) if self.sort == "changed" else kept

    def _fits(self, row: GridRow) -> bool:
        exact = [(self.kind, row.kind), (self.entity, row.entity), (self.category, row.category)]
        near = [(self.key, row.key), (self.message, row.message)]
        return all(one in ("", has) for one, has in exact) and all(one.lower() in has.lower() for one, has in near)
