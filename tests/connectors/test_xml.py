"""The one parser: plain bounded XML, and nothing else."""

import pytest

from backend.connectors.unreadable import LARGEST, UnreadableError
from backend.connectors.xml import MOST_ATTRIBUTES, MOST_TAGS, parse

BOMB = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>'
XXE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>'


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (BOMB, "document type"),
        (XXE, "document type"),
        (b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r/>', "document type"),
        (b"<r>&undefined;</r>", "well-formed"),
        (b"<a>" * 200_000 + b"</a>" * 200_000, "tags"),
        (b"<a>" * 90_000 + b"</a>" * 90_000, "well-formed"),
        (b"<a>" * 70 + b"</a>" * 70, "64 levels"),
        (b"<r>" + b"<a/>" * (MOST_TAGS + 1) + b"</r>", "tags"),
        (b"<r>" + b"x" * LARGEST + b"</r>", "4 MB"),
        (b"<r" + b"".join(b' a%d="1"' % n for n in range(MOST_ATTRIBUTES + 1)) + b"/>", "attributes"),
        (b"<r" + b"".join(b" a%d = '1'" % n for n in range(MOST_ATTRIBUTES + 1)) + b"/>", "attributes"),
        (b'<r a="1" a="2"/>', "well-formed"),
        ("<r>ä</r>".encode("utf-16"), "zero byte"),
        (b'<?xml version="1.0" encoding="utf-7"?><r>+ADw-</r>', "utf-7"),
        (b"<r>\x00</r>", "zero byte"),
        (b"<r>\xff\xfe</r>", "well-formed"),
        (b"<r>", "well-formed"),
        (b"", "well-formed"),
        (b"<r/><r/>", "well-formed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_document_is_refused(document: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        parse(document)


def test_plain_xml_is_read() -> None:
    assert parse(b'<?xml version="1.0" encoding="UTF-8"?><r><!-- no --><a>\xc3\xa4 &lt;</a></r>').findtext("a") == "ä <"
