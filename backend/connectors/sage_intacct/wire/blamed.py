"""Which element of a request an error is about, as far as its words say it."""

import re
from xml.sax.saxutils import escape

_ELEMENT = re.compile(r"<(\w+)>([^<]+)</\1>")
_WORD = re.compile("[a-z]{3,}")


def blamed(content: str, name: str, value: str) -> str:
    """The element as it was sent; "": that cannot be known.

    `name`: Intacct's word for what it is, or the element's own; `value`: what stands in it. One of them may be empty.
    """
    found = {one[0]: one[1] for one in _ELEMENT.finditer(content) if _is_it(one[1], one[2], name, escape(value))}
    return next(iter(found)) if len(set(found)) == 1 else ""


def _is_it(tag: str, said: str, name: str, value: str) -> bool:
    """`CUSTOMERID` is about a customer, `GLACCOUNTNO` about a GL account."""
    if not value:
        return bool(name) and tag.lower() == name.lower()
    return said == value and (not name or any(word in tag.lower() for word in _WORD.findall(name.lower())))
