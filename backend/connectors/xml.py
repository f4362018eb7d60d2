"""Reading XML that a stranger wrote: one parser, and nothing in a document that could surprise it."""

import re
from itertools import islice

from lxml import etree

from backend.connectors.unreadable import DEEPEST, LARGEST, UnreadableError
from backend.domain.sentence import kept

# With LARGEST they keep the tree of the worst document, and its texts at four bytes a character, within 50 MB.
MOST_TAGS = 200_000  # opening and closing: 100,000 elements
MOST_ATTRIBUTES = 50_000

_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ATTRIBUTE = re.compile(rb"""=\s*["']""")
_ENCODINGS = {b"utf-8", b"us-ascii", b"iso-8859-1"}
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (DEEPEST + 1) + ")")


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
        said = " ".join(str(getattr(error, "msg", error)).split())
        raise UnreadableError(kept("not well-formed XML: %(told)s", told=said)) from error
    if _TOO_DEEP(root):
        raise UnreadableError(kept("deeper than %(num)s levels", num=DEEPEST))
    return root


def _refuse_by_sight(document: bytes) -> None:
    if len(document) > LARGEST:
        raise UnreadableError(kept("larger than %(num)s MB", num=LARGEST // 1024 // 1024))
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise UnreadableError(kept("it declares a document type"))
    if b"\x00" in document:  # also every UTF-16 and UTF-32 document
        raise UnreadableError(kept("it holds a zero byte"))
    if document.count(b"<") > MOST_TAGS:
        raise UnreadableError(kept("more than %(num)s tags", num=f"{MOST_TAGS:,}"))
    if next(islice(_ATTRIBUTE.finditer(document), MOST_ATTRIBUTES, None), None):
        raise UnreadableError(kept("more than %(num)s attributes", num=f"{MOST_ATTRIBUTES:,}"))
    declared = _DECLARED.match(document.lstrip()[:200])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise UnreadableError(kept("its encoding is %(name)s", name=declared[1].decode()))
