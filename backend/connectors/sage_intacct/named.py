"""Which record a result names, and whether that can be the answer to a write."""

import re

import msgspec
from lxml import etree

from backend.connectors.sage_intacct.wire.envelope import Result, text_of
from backend.domain.sentence import kept

LONGEST_ID = 200
_WRITE = re.compile("(?:create|update|delete|reverse)(?:_[a-z]{1,30}){0,4}")
_OF_A_WRITE = {"listtype", "count"}  # attributes of `data`; those of a read count on


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """`ids`: only those that can be one, as they are stored. `doubt`: what is wrong with a success that names this;
    empty: nothing."""

    records: list[etree._Element]
    ids: tuple[str, ...]
    doubt: str


def writes(result: Result) -> bool:
    return _WRITE.fullmatch(result.function) is not None


def named(result: Result) -> Named:
    records = [] if result.data is None else list(result.data)
    said = dict.fromkeys([result.key, *_numbers(records)])
    said.pop("", None)
    likely = tuple([one for one in said if _likely(result, one)])
    return Named(records=records, ids=likely, doubt=_doubt(result, records, said=len(said), likely=len(likely)))


def is_record_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def _numbers(records: list[etree._Element]) -> list[str]:
    return [text_of(field) for record in records for field in record if str(field.tag).upper() == "RECORDNO"]


def _likely(result: Result, one: str) -> bool:
    """The key of simple objects is their name."""
    return is_record_number(one) or (one == result.key and one.isprintable() and len(one) <= LONGEST_ID)


def _doubt(result: Result, records: list[etree._Element], *, said: int, likely: int) -> str:
    counted = None if result.data is None else result.data.get("count")
    if result.data is not None and _foreign(result.data):
        return kept("what no write answers")
    if counted not in (None, str(len(records))):
        return kept("%(num)s records, but counts %(counted)s", num=len(records), counted=counted[:20])
    if said > 1 or len(records) > 1:
        return kept("%(num)s records", num=max(said, len(records)))
    if said != likely:
        return kept("a record by a number that cannot be one")
    return kept("no record") if not said and result.function.startswith("create") else ""


def _foreign(data: etree._Element) -> bool:
    """A page of a list, a session, or records that hold more than plain fields."""
    return (
        data.get("listtype", "objects") != "objects"
        or not _OF_A_WRITE.issuperset(data.keys())
        or any(record.tag == "api" or any(map(len, record)) for record in data)
    )
