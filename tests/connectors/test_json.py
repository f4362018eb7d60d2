"""The one parser: plain bounded JSON of the form that was asked for, and nothing else."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from backend.connectors.json import parse
from backend.connectors.unreadable import LARGEST, UnreadableError


class Bill(msgspec.Struct):
    number: str
    total: Decimal


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"[" * 200_000 + b"]" * 200_000, "64 levels"),
        (b"[" * 200_000, "64 levels"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "64 levels"),
        (b'"' + b"x" * LARGEST + b'"', "4 MB"),
        (rb'"\ud800"', "not JSON"),
        (rb'"\udc00x"', "not JSON"),
        (rb'{"\ud800\u0041": 1}', "not JSON"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
        (b'{"\xff": 1}', "not UTF-8"),
        ("[]".encode("utf-16"), "not JSON"),
        (b"NaN", "not JSON"),
        (b"[1e999]", "out of range"),
        (b"1" * 5_000, "out of range"),
        (b"[1]x", "not JSON"),
        (b"<html>", "not JSON"),
        (b"[", "not JSON"),
        (b"", "not JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_document_is_refused(document: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        parse(document, Any)


@pytest.mark.parametrize(
    "document", [b"[]", b"null", b"{}", b'{"number": 1, "total": 2}', b'{"number": "1", "total": "x"}']
)
def test_a_document_of_another_form_is_refused(document: bytes) -> None:
    with pytest.raises(UnreadableError, match="not what was asked for"):
        parse(document, Bill)


def test_plain_json_is_read_and_an_amount_stays_what_it_was() -> None:
    document = b'\xef\xbb\xbf[{"number": "\xc3\xa4 \\ud83d\\ude00 [", "total": 0.10, "more": null}]'

    assert parse(document, list[Bill]) == [Bill("ä 😀 [", Decimal("0.10"))]


def test_brackets_within_text_make_no_level() -> None:
    assert parse(b'["' + b"[" * 100 + b'"]', list[str]) == ["[" * 100]
