"""The way back to an object in the ERP: an address in which its kind, key and entity are put. Pure."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from backend.domain.sentence import Sentence

LONGEST = 500
PLACES = ("kind", "key", "entity")
_ODD = re.compile(r"[^\x21-\x7e]|\\")
_PLACE = re.compile(r"\{(\w*)\}")
_NO_ADDRESS = Sentence("expected an address that begins with https:// and a host, such as %(example)s")
_NOT_PLAIN = Sentence("expected an address in ASCII without user, password and blanks, and without {…} in its host")
_UNKNOWN = Sentence("%(place)s is not known here: expected {kind}, {key} or {entity}")
_NO_KEY = Sentence("expected {key} in it: else every object leads to the same page")
EXAMPLE = "https://erp.example/{kind}/{key}"


def template_problem(template: str) -> str:
    """Why links cannot be made of it; "": they can, or none are wanted."""
    if not template:
        return ""
    parts = _split(template)
    if parts is None or parts.scheme != "https" or not parts.hostname:
        return _NO_ADDRESS.with_values(example=EXAMPLE)
    if parts.username or parts.password or "{" in parts.netloc or _ODD.search(template):
        return _NOT_PLAIN
    unknown = next((name for name in _PLACE.findall(template) if name not in PLACES), None)
    if unknown is not None or re.search(r"[{}]", _PLACE.sub("", template)):
        return _UNKNOWN.with_values(place=f"{{{unknown or ''}}}")
    return "" if "{key}" in template else _NO_KEY


def source_link(template: str, *, kind: str, key: str, entity: str) -> str:
    """ "": there is none. What is put in is one segment, or one value: it opens no other path and no other host."""
    if not template or template_problem(template):
        return ""
    values = {"kind": kind, "key": key, "entity": entity}
    return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), template)


def _split(template: str) -> SplitResult | None:
    try:
        parts = urlsplit(template)
        parts.port  # noqa: B018  # raises for a port that is none
    except ValueError:
        return None
    return parts
