"""Looks for what pushes may have made, and reads records: one query per kind and key list, read to its end."""

from collections.abc import Mapping, Sequence

from backend.connectors.sage_intacct.comparing import by_meaning, differences, normal, too_old
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.querying import Row, Unseen, rows_with
from backend.connectors.sage_intacct.wire.line import Line
from backend.domain.push import Found, Match, Push, RemoteRecord, RemoteRef, created_before, differing

LONGEST_LIST = 100  # keys in one query
MODIFIED = "WHENMODIFIED"

Seen = Mapping[str, list[Row]] | Unseen


async def find_all(line: Line, config: IntacctConfig, wanted: Sequence[Push]) -> list[Found]:
    """By remote id where one is known, else by natural key. Same order and length."""
    groups: dict[tuple[str, str], list[int]] = {}
    for n, push in enumerate(wanted):
        carried = KINDS[push.ref.kind]
        field = carried.record_field if push.remote else carried.natural_field
        groups.setdefault((push.ref.kind, field), []).append(n)
    found: dict[int, Found] = {}
    for (kind, field), places in groups.items():
        for start in range(0, len(places), LONGEST_LIST):
            part, added = places[start : start + LONGEST_LIST], Added.of(config, KINDS[kind])
            seen = await _rows(line, kind, added, field, [_key(wanted[n]) for n in part])
            found |= {n: _verdict(wanted[n], seen, line.location, added) for n in part}
    return [found[n] for n in range(len(wanted))]


async def read_all(
    line: Line, config: IntacctConfig, refs: Sequence[tuple[str, RemoteRef]]
) -> list[RemoteRecord | None]:
    """None: not there, or not to be seen at this level."""
    records: dict[tuple[str, str], RemoteRecord] = {}
    for kind in dict.fromkeys(kind for kind, _ in refs):
        ids = list(dict.fromkeys(ref.id for each, ref in refs if each == kind))
        for start in range(0, len(ids), LONGEST_LIST):
            some, added = ids[start : start + LONGEST_LIST], Added.of(config, KINDS[kind])
            seen = await _rows(line, kind, added, KINDS[kind].record_field, some)
            rows = {} if isinstance(seen, Unseen) else seen
            records |= {(kind, id_): record_of(kind, row, added) for id_, each in rows.items() for row in each}
    return [records.get((kind, ref.id)) for kind, ref in refs]


async def _rows(line: Line, kind: str, added: Added, field: str, keys: Sequence[str]) -> Seen:
    """Rows by the value of `field`."""
    carried = KINDS[kind]
    rows = await rows_with(line, carried.remote_name, fields_of(carried, added), where=field, keys=keys)
    if isinstance(rows, Unseen):
        return rows
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(row.fields.get(field, ""), []).append(row)
    return by_key


def fields_of(carried: IntacctKind, added: Added) -> list[str]:
    """What tells a record, and all that is compared."""
    named = ["RECORDNO", carried.natural_field, "MEGAENTITYID", carried.created]
    return [*named, *carried.telling, *carried.changing, *carried.once, *added.asked]


def _verdict(push: Push, seen: Seen, location: str, added: Added) -> Found:
    if isinstance(seen, Unseen):
        return Found(match=Match.UNSEEN, sentence=seen.sentence, exchange=seen.exchange)
    rows = seen.get(_key(push), [])
    if not rows:
        return Found(match=Match.ABSENT, sentence=f"Intacct has no {KINDS[push.ref.kind].remote_name} {_key(push)}")
    here = [row for row in rows if row.fields.get("MEGAENTITYID", "") == location] or rows
    if len(here) > 1:
        refs = tuple(_ref(push.ref.kind, row) for row in here)
        sentence = f"Intacct has {len(here)} records with the number {push.natural_key}"
        return Found(match=Match.SEVERAL, others=refs, sentence=sentence)
    return _compared(push, here[0], location, added)


def _compared(push: Push, row: Row, location: str, added: Added) -> Found:
    kind, ref = KINDS[push.ref.kind], _ref(push.ref.kind, row)
    written, created = _written(push, added), row.fields.get(kind.created, "")
    found = list(differences(written, row.fields, location=location, custom=added.labels))
    said, age = differing(found), too_old(created, push.made_after)
    if age and push.made_after:
        found.append(created_before(kind.created, created, push.made_after))
    if not found and kind.unsure and not (push.remote or push.made_after):
        return Found(match=Match.FOREIGN, remote=ref, sentence=_unsure(kind, ref))
    if not found:
        return Found(match=Match.EQUAL, remote=ref)
    match = Match.OLDER if push.remote else Match.FOREIGN
    sentence = ". ".join(filter(None, [age, said]))
    return Found(match=match, remote=ref, differences=tuple(found), sentence=sentence)


def _unsure(kind: IntacctKind, ref: RemoteRef) -> str:
    return (
        f"Intacct has {kind.remote_name} {ref.number} with our date and title as record {ref.id}, but such numbers are "
        "not unique there and amounts were not compared: open it there, then link it or send ours under another number"
    )


def _written(push: Push, added: Added) -> dict[str, str]:
    """What to compare: all that updates write; or all that a create writes, which leaves out the status and what is
    empty. A telling field that is empty here must be empty there, too."""
    kind = KINDS[push.ref.kind]
    if push.remote:
        asked = {*kind.telling, *kind.changing, *added.labels}
        return {name: value for name, value in push.expected.items() if name in asked}
    asked = {*kind.changing, *kind.once, *added.labels} - {"STATUS"}
    return {name: value for name, value in push.expected.items() if name in kind.telling or (name in asked and value)}


def _key(push: Push) -> str:
    return push.remote.id if push.remote else push.natural_key


def _ref(kind: str, row: Row) -> RemoteRef:
    carried = KINDS[kind]
    return RemoteRef(id=row.fields.get(carried.record_field, ""), number=row.fields.get(carried.natural_field, ""))


def record_of(kind: str, row: Row, added: Added) -> RemoteRecord:
    """A moment of change is no content: it stands beside the fields."""
    held = [(name, value) for name, value in row.fields.items() if name != MODIFIED]
    fields = {name: by_meaning(value) if name in added.labels else normal(name, value) for name, value in held}
    return RemoteRecord(ref=_ref(kind, row), fields=fields, changed=row.fields.get(MODIFIED, ""))
