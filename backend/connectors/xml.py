"""Reading XML that a stranger wrote: one parser, and nothing in a document that could surprise it."""

import re

from lxml import etree

LARGEST = 8 * 1024 * 1024
DEEPEST = 64
MOST_TAGS = 400_000  # opening and closing: 200,000 elements

_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {b"utf-8", b"us-ascii", b"iso-8859-1"}
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (DEEPEST + 1) + ")")


class UnreadableError(ValueError):
    """The document is not one that we read."""


def parse(document: bytes) -> etree._Element:
    """Return the root element. Raises UnreadableError for everything that is not plain, bounded XML."""
    _refuse_by_sight(document)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise UnreadableError(f"not well-formed XML: {error}") from error
    if _TOO_DEEP(root):
        raise UnreadableError(f"deeper than {DEEPEST} levels")
    return root


def _refuse_by_sight(document: bytes) -> None:
    if len(document) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST // 1024 // 1024} MB")
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise UnreadableError("it declares a document type")
    if b"\x00" in document:  # also every UTF-16 and UTF-32 document
        raise UnreadableError("it holds a zero byte")
    if document.count(b"<") > MOST_TAGS or document.count(b'="') + document.count(b"='") > MOST_TAGS:
        raise UnreadableError(f"more than {MOST_TAGS:,} tags or attributes")
    declared = _DECLARED.match(document.lstrip()[:200])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise UnreadableError(f"its encoding is {declared[1].decode()}")
