"""Reads what changed, one page a call: each is asked for by what the last one ended with, never by an offset.

First what has a moment of its last change, by moment and number; then, each time anew, what has none, by number.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from backend.connectors.sage_intacct import position as place
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.looking.finding import MODIFIED, fields_of, record_of
from backend.connectors.sage_intacct.position import Position
from backend.connectors.sage_intacct.querying import PAGE, Page, Row, Unseen, page_of, query
from backend.connectors.sage_intacct.wire.line import Line
from backend.connectors.sage_intacct.wire.session import level_name
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.changes import Changes, Cursor
from backend.domain.sentence import kept


async def changes_since(line: Line, config: IntacctConfig, kind: str, since: Cursor | None, *, most: int) -> Changes:
    if most < 1:
        raise ValueError("a page holds at least one record")
    position = place.opened(since, kind=kind, level=line.location)
    if position is None:
        sentence = kept(
            "The cursor does not fit %(what)s at %(level)s: read from the beginning",
            what=kind,
            level=level_name(line.location),
        )
        return Changes(cursor=since, failure=sentence)
    position = place.begun(position, look_back=timedelta(minutes=config.look_back_minutes), now=datetime.now(UTC))
    size, added = min(most, PAGE), Added.of(config, KINDS[kind])
    page = await _asked(line, KINDS[kind], added, position, size)
    if not isinstance(page, Unseen) and (why := _untrue(page, position, size=size, location=line.location)):
        page = Unseen(sentence=why, exchange=page.exchange)
    if isinstance(page, Unseen):
        return Changes(cursor=since, failure=line.cleaned(page.sentence), exchange=page.exchange)
    return _told(page, position, added, now=datetime.now(UTC))


async def _asked(line: Line, carried: IntacctKind, added: Added, position: Position, size: int) -> Page | Unseen:
    content = query(
        carried.remote_name,
        [*fields_of(carried, added), MODIFIED],
        where=_following(position),
        order=["RECORDNO"] if position.undated else [MODIFIED, "RECORDNO"],
        size=size,
    )
    return await page_of(line, content, carried.remote_name, until=line.time_limit())


def _following(position: Position) -> Field:
    number = _is("greaterthan", "RECORDNO", position.record)
    if position.undated:
        return ("and", [("isnull", [("field", MODIFIED)]), number])
    if not position.moment:
        return ("isnotnull", [("field", MODIFIED)])
    same = _is("equalto", MODIFIED, position.moment)
    return ("or", [_is("greaterthan", MODIFIED, position.moment), ("and", [same, number])])


def _is(operator: str, field: str, value: str) -> Field:
    return (operator, [("field", field), ("value", value)])


def _untrue(page: Page, position: Position, *, size: int, location: str) -> str:
    """Why a page is not what was asked for; empty: it is. Nothing of such a page is used."""
    rows = page.rows
    if len(rows) != min(size, page.total):
        return kept("Intacct says that %(num)s records follow and showed %(shown)s", num=page.total, shown=len(rows))
    keys = [place.key_of(*_key(row)) for row in rows]
    if None in keys:
        row = rows[keys.index(None)]
        return kept(
            "Intacct says that record %(record)s changed at %(at)s, which cannot be read: the web services user "
            "needs dates "
            "of the form mm/dd/yyyy and a clock of 24 hours",
            record=row.id[:40],
            at=repr(_key(row)[0][:40]),
        )
    known = [position.key, *(key for key in keys if key)]
    ordered = all(before < then for before, then in pairwise(known)) and len({row.id for row in rows}) == len(rows)
    if not ordered or any(bool(_key(row)[0]) == position.undated for row in rows):
        return kept("Intacct's records came out of order, twice, or were not asked for")
    strange = {row.fields.get("MEGAENTITYID", "") for row in rows} - {"", location} if location else set()
    return kept("Intacct answered with records of %(level)s", level=level_name(min(strange))) if strange else ""


def _told(page: Page, position: Position, added: Added, *, now: datetime) -> Changes:
    records = tuple([record_of(position.kind, row, added) for row in page.rows])
    if page.rows:
        position = place.after(position, _key(page.rows[-1]), seen=_latest(page.rows, now))
    if page.total > len(page.rows):
        return Changes(records=records, cursor=place.written(position), more=True)
    if not position.undated:
        return Changes(records=records, cursor=place.written(place.without_moments(position)), more=True)
    return Changes(records=records, cursor=place.ended(position, now=now))


def _latest(rows: Sequence[Row], now: datetime) -> str:
    return next((moment for row in reversed(rows) if place.can_be(moment := _key(row)[0], now)), "")


def _key(row: Row) -> tuple[str, str]:
    return row.fields.get(MODIFIED, ""), row.id
