"""The `query` function. A look is ordered by RECORDNO and read page by page until the count that Intacct names is
reached."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.connectors.http import Answer
from backend.connectors.sage_intacct.causes import saying
from backend.connectors.sage_intacct.causes.anywhere import SESSION
from backend.connectors.sage_intacct.causes.saying import plain
from backend.connectors.sage_intacct.errors import Diagnosis, classify
from backend.connectors.sage_intacct.wire import requests
from backend.connectors.sage_intacct.wire.envelope import Result, Verdict, open_envelope, text_of
from backend.connectors.sage_intacct.wire.line import Line, Sent
from backend.connectors.sage_intacct.wire.session import NO_LINE, Refusal, level_name
from backend.connectors.sage_intacct.wire.writer import Field, element
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.outcome import ErrorClass, Exchange
from backend.domain.sentence import kept

PAGE = 1000
MOST_PAGES = 50
CONTROL_ID = "look"


class Row(msgspec.Struct, frozen=True):
    """A record as `query` shows it. Field names in upper case."""

    id: str
    fields: dict[str, str]


UNREADABLE = Advice(Who.SUPPORT, kept("Look once more; if it stays so, report what was answered."))


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """The look itself failed: it says nothing about what is there."""

    sentence: str
    advice: Advice = UNREADABLE
    raw: str = ""
    error_class: ErrorClass | None = None
    retry_after: timedelta | None = None
    exchange: Exchange | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of the gateway at the level that was asked."""

    results: tuple[Result, ...]
    exchange: Exchange


class Page(msgspec.Struct, frozen=True):
    rows: list[Row]
    total: int
    exchange: Exchange


class Holding(msgspec.Struct, frozen=True):
    """Rows whose field holds one of these."""

    field: str
    values: tuple[str, ...]

    def told(self) -> Field:
        return "in", [("field", self.field), *[("value", value) for value in dict.fromkeys(self.values)]]


async def rows_with(
    line: Line, object_name: str, fields: Sequence[str], *, where: Sequence[Holding], until: float
) -> list[Row] | Unseen:
    """All rows that answer one of `where`. Private records of entities are seen from the top too.

    The pages share the time until `until`, signing in included: who asks holds a lease for one call.
    """
    rows: list[Row] = []
    lists = [one.told() for one in where]
    wanted: Field = lists[0] if len(lists) == 1 else ("or", lists)
    for _ in range(MOST_PAGES):
        content = query(object_name, fields, where=wanted, order=["RECORDNO"], size=PAGE, offset=len(rows))
        page = await page_of(line, content, object_name, until=until)
        if isinstance(page, Unseen):
            return page
        rows += page.rows
        if len(rows) >= page.total or not page.rows:
            return _complete(rows, page.total, where)
    return Unseen(sentence=kept("Intacct holds more than %(num)s matching records", num=PAGE * MOST_PAGES))


def _complete(rows: list[Row], total: int, where: Sequence[Holding]) -> list[Row] | Unseen:
    """Each page is a query of its own: what moved between two of them may be missing or twice."""
    if len(rows) != total or len({row.id for row in rows}) != total:
        return Unseen(sentence=kept("Intacct's records changed while we read them"))
    wanted = [(one.field.upper(), frozenset(one.values)) for one in where]
    if not all(any(row.fields.get(field) in values for field, values in wanted) for row in rows):
        return Unseen(sentence=kept("Intacct answered with records that we did not ask for"))
    return rows


def query(
    object_name: str, fields: Sequence[str], *, where: Field, order: Sequence[str], size: int, offset: int = 0
) -> bytes:
    children: list[Field] = [
        ("object", object_name),
        ("select", [("field", name) for name in dict.fromkeys(fields)]),
        ("filter", [where]),
        ("orderby", [("order", [("field", name), ("ascending", "")]) for name in order]),
        ("options", [("showprivate", "true")]),
        ("pagesize", str(size)),
        ("offset", str(offset)),
    ]
    return requests.function(CONTROL_ID, element("query", children).encode())


async def page_of(line: Line, functions: bytes, object_name: str, *, until: float) -> Page | Unseen:
    asked = await ask(line, functions, until=until)
    if isinstance(asked, Unseen):
        return asked
    return _rows(asked.results[0], len(asked.results), object_name, asked.exchange)


async def ask(line: Line, functions: bytes, *, until: float) -> Asked | Unseen:
    """Functions that only read. Sent again once when the session had ended."""
    for _ in range(2):
        session = await line.session(until=until)
        if isinstance(session, Refusal):
            return _refused(session)
        sent = await line.send(session, functions, until=until)
        asked = _read(sent, line.location)
        if asked is not None:
            return asked
        line.forget(session)
    return Unseen(sentence=plain(saying.ENDED_TWICE), advice=NO_LINE)


def _refused(refusal: Refusal) -> Unseen:
    return Unseen(
        sentence=refusal.sentence,
        advice=refusal.advice,
        raw=refusal.raw,
        error_class=refusal.error_class,
        retry_after=refusal.retry_after,
        exchange=refusal.exchange,
    )


def _read(sent: Sent, location: str) -> Asked | Unseen | None:
    """None: the session had ended."""
    answer = sent.answer
    if not isinstance(answer, Answer):
        return Unseen(sentence=answer.sentence, advice=NO_LINE, exchange=sent.exchange)
    envelope = open_envelope(answer.body)
    if answer.status == 429:
        diagnosis = classify(Verdict.CONTROL_FAILURE, envelope.errors, status=answer.status)
        return diagnosed(diagnosis, sent.exchange, wait=answer.retry_after)
    if envelope.verdict is Verdict.OK and answer.status == 200:
        if envelope.location not in (None, location):
            there, asked = level_name(envelope.location or ""), level_name(location)
            elsewhere = plain(saying.LOOKED_ELSEWHERE, level=there, asked_level=asked)
            return Unseen(sentence=elsewhere, exchange=sent.exchange)
        return Asked(results=envelope.results, exchange=sent.exchange)
    if envelope.verdict in (Verdict.MALFORMED, Verdict.ACKNOWLEDGED, Verdict.OK):
        advice = UNREADABLE if answer.status == 200 else NO_LINE
        sentence = plain(saying.UNREADABLE, status=answer.status)
        return Unseen(sentence=sentence, advice=advice, exchange=sent.exchange)
    diagnosis = classify(envelope.verdict, envelope.errors, status=answer.status)
    return None if diagnosis.cause == SESSION else diagnosed(diagnosis, sent.exchange, wait=answer.retry_after)


def diagnosed(diagnosis: Diagnosis, exchange: Exchange, *, wait: timedelta | None = None) -> Unseen:
    return Unseen(
        sentence=diagnosis.sentence,
        advice=diagnosis.advice,
        raw=diagnosis.raw,
        error_class=diagnosis.error_class,
        retry_after=wait,
        exchange=exchange,
    )


def _query_refused(diagnosis: Diagnosis, exchange: Exchange) -> Unseen:
    """The gateway answered: whatever is wrong is about this query, unless it wants none at all for the moment."""
    unseen = diagnosed(diagnosis, exchange)
    momentary = diagnosis.error_class in (ErrorClass.THROTTLE, ErrorClass.CONNECTION)
    return unseen if momentary else msgspec.structs.replace(unseen, error_class=ErrorClass.DATA)


def _rows(result: Result, count: int, object_name: str, exchange: Exchange) -> Page | Unseen:
    if result.status == "failure":
        return _query_refused(classify(Verdict.OK, result.errors), exchange)
    data = result.data
    sound = count == 1 and result.status == "success" and result.control_id == CONTROL_ID
    total = (data.get("totalcount") or "") if data is not None else ""
    if data is None or not sound or not (total.isascii() and total.isdigit() and len(total) < 10):
        return Unseen(sentence=kept("Intacct's answer to the look-up makes no sense"), exchange=exchange)
    rows = [{str(field.tag).upper(): text_of(field) for field in record} for record in data]
    strange = any(str(record.tag).upper() != object_name for record in data) or not all(
        row.get("RECORDNO") for row in rows
    )
    if strange:
        return Unseen(sentence=kept("Intacct's answer to the look-up holds other records"), exchange=exchange)
    return Page([Row(row["RECORDNO"], row) for row in rows], int(total), exchange)
