"""Looks for what pushes may have made, and reads records: one query per kind and key list, read to its end."""

from collections.abc import Sequence

import msgspec

from backend.connectors.sage_intacct.comparing import by_meaning, normal
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.looking.judging import Judge, marks_of, numbers_of, ref_of
from backend.connectors.sage_intacct.querying import Holding, Row, Unseen, rows_with
from backend.connectors.sage_intacct.wire.line import Line
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRecord, RemoteRef

LONGEST_LIST = 100  # pushes in one query
MODIFIED = "WHENMODIFIED"


async def find_all(line: Line, config: IntacctConfig, wanted: Sequence[Push]) -> list[Found]:
    """By remote id where one is known, else by our marker and natural key. Same order and length."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for n, push in enumerate(wanted):
        groups.setdefault((push.ref.kind, push.remote is not None), []).append(n)
    until, found = line.time_limit(), dict[int, Found]()
    for (kind, known), places in groups.items():
        looking = Looking.of(line, config, kind, until)
        find = looking.known if known else looking.made
        for start in range(0, len(places), LONGEST_LIST):
            part = places[start : start + LONGEST_LIST]
            found |= zip(part, await find([wanted[n] for n in part]), strict=True)
    return [found[n] for n in range(len(wanted))]


async def read_all(
    line: Line, config: IntacctConfig, refs: Sequence[tuple[str, RemoteRef]]
) -> list[RemoteRecord | None]:
    """None: not there, or not to be seen at this level."""
    records: dict[tuple[str, str], RemoteRecord] = {}
    for kind in dict.fromkeys(kind for kind, _ in refs):
        ids = list(dict.fromkeys(ref.id for each, ref in refs if each == kind))
        for start in range(0, len(ids), LONGEST_LIST):
            looking = Looking.of(line, config, kind, line.time_limit())
            seen = await looking.rows(Holding(KINDS[kind].record_field, tuple(ids[start : start + LONGEST_LIST])))
            read = [] if isinstance(seen, Unseen) else [record_of(kind, row, looking.added) for row in seen]
            records |= {(kind, one.ref.id): one for one in read}
    return [records.get((kind, ref.id)) for kind, ref in refs]


class Looking(msgspec.Struct, frozen=True, kw_only=True):
    """Look-ups of one kind over one line, all in the time of one call."""

    line: Line
    kind: IntacctKind
    added: Added
    until: float

    @classmethod
    def of(cls, line: Line, config: IntacctConfig, kind: str, until: float) -> "Looking":
        return cls(line=line, kind=KINDS[kind], added=Added.of(config, KINDS[kind]), until=until)

    @property
    def judge(self) -> Judge:
        return Judge(kind=self.kind, added=self.added, location=self.line.location)

    async def known(self, pushes: Sequence[Push]) -> list[Found]:
        """By the ids of their records."""
        field = self.kind.record_field
        seen = await self.rows(Holding(field, tuple(push.remote.id for push in pushes if push.remote)))
        if isinstance(seen, Unseen):
            return [_unseen(seen)] * len(pushes)
        found = [self.judge.known(push, [row for row in seen if _is(push, row, field)]) for push in pushes]
        again = iter(await self._made_again([push for push, one in zip(pushes, found, strict=True) if _gone(one)]))
        return [next(again) if _gone(one) else one for one in found]

    async def _made_again(self, pushes: Sequence[Push]) -> list[Found]:
        """What stands in the place of records that are gone."""
        if not pushes:
            return []
        seen = await self.rows(*self._ours(pushes))
        if isinstance(seen, Unseen):
            return [_unseen(seen)] * len(pushes)
        return [self.judge.made_again(push, seen) for push in pushes]

    async def made(self, pushes: Sequence[Push]) -> list[Found]:
        """By our marker, where there is one, and by natural key."""
        seen = await self.rows(*self._ours(pushes))
        if isinstance(seen, Unseen):
            return [_unseen(seen)] * len(pushes)
        return [self.judge.made(push, seen) for push in pushes]

    def _ours(self, pushes: Sequence[Push]) -> list[Holding]:
        named = Holding(self.kind.natural_field, tuple(number for push in pushes for number in numbers_of(push)))
        if not self.added.marker:
            return [named]
        return [named, Holding(self.added.marker, tuple(mark for push in pushes for mark in marks_of(push)))]

    async def rows(self, *where: Holding) -> list[Row] | Unseen:
        fields = fields_of(self.kind, self.added)
        return await rows_with(self.line, self.kind.remote_name, fields, where=where, until=self.until)


def _is(push: Push, row: Row, field: str) -> bool:
    return push.remote is not None and row.fields.get(field) == push.remote.id


def _gone(found: Found) -> bool:
    return found.match is Match.ABSENT


def _unseen(seen: Unseen) -> Found:
    return Found(
        match=Match.UNSEEN,
        sentence=seen.sentence,
        error_class=seen.error_class,
        retry_after=seen.retry_after,
        exchange=seen.exchange,
    )


def fields_of(carried: IntacctKind, added: Added) -> list[str]:
    """What tells a record, and all that is compared."""
    named = ["RECORDNO", carried.natural_field, "MEGAENTITYID", carried.created]
    return [*named, *carried.telling, *carried.changing, *carried.once, *added.asked]


def record_of(kind: str, row: Row, added: Added) -> RemoteRecord:
    """A moment of change is no content: it stands beside the fields."""
    held = [(name, value) for name, value in row.fields.items() if name != MODIFIED]
    fields = {name: by_meaning(value) if name in added.labels else normal(name, value) for name, value in held}
    return RemoteRecord(ref=ref_of(KINDS[kind], row), fields=fields, changed=row.fields.get(MODIFIED, ""))
