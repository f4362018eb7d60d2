"""Which record a result names, and whether that can be the answer to a write."""

import re

from lxml import etree

from backend.connectors.sage_intacct.wire.envelope import Result, text_of

LONGEST_ID = 200
_WRITE = re.compile("(?:create|update|delete|reverse)(?:_[a-z]{1,30}){0,4}")
_OF_A_WRITE = {"listtype", "count"}  # attributes of `data`; those of a read count on


def writes(result: Result) -> bool:
    return _WRITE.fullmatch(result.function) is not None


def records(result: Result) -> list[etree._Element]:
    return [] if result.data is None else list(result.data)


def ids(result: Result) -> tuple[str, ...]:
    """Only those that can be one: they are stored."""
    return tuple([one for one in _said(result) if _likely(result, one)])


def doubt(result: Result) -> str:
    """What is wrong with what a success names; empty: nothing."""
    found, said = records(result), _said(result)
    if result.data is not None and _foreign(result.data):
        return "what no write answers"
    counted = None if result.data is None else result.data.get("count")
    if counted not in (None, str(len(found))):
        return f"{len(found)} records, but counts {counted[:20]}"
    if len(said) > 1 or len(found) > 1:
        return f"{max(len(said), len(found))} records"
    if said != ids(result):
        return "a record by a number that cannot be one"
    return "no record" if not said and result.function.startswith("create") else ""


def is_record_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def _said(result: Result) -> tuple[str, ...]:
    return tuple(dict.fromkeys([each for each in (result.key, *_numbers(result)) if each]))


def _numbers(result: Result) -> list[str]:
    return [text_of(child) for record in records(result) for child in record if str(child.tag).upper() == "RECORDNO"]


def _likely(result: Result, one: str) -> bool:
    """The key of simple objects is their name."""
    return is_record_number(one) or (one == result.key and one.isprintable() and len(one) <= LONGEST_ID)


def _foreign(data: etree._Element) -> bool:
    """A page of a list, a session, or records that hold more than plain fields."""
    return (
        data.get("listtype") not in (None, "objects")
        or not _OF_A_WRITE.issuperset(map(str, data.attrib))
        or any(record.tag == "api" for record in data)
        or any(len(field) for record in data for field in record)
    )
