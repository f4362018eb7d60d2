"""The way back to an object in the ERP: an address in which its kind, key and entity are put. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, quote, urlsplit

from backend.domain.sentence import Sentence

LONGEST = 500
PLACES = ("kind", "key", "entity")
_ODD = re.compile(r"[^\x21-\x7e]|\\")
_PLACE = re.compile(r"\{(\w*)\}")
_NO_ADDRESS = Sentence("expected an address that begins with https:// and a host, such as %(example)s")
_NOT_PLAIN = Sentence("expected an address in ASCII without user, password and blanks, and without {…} in its host")
_UNKNOWN = Sentence("%(place)s is not known here: expected one of %(known)s")
_NEEDED = Sentence("expected %(place)s in it: else every object leads to the same page")
EXAMPLE = "https://erp.example/{kind}/{key}"


def template_problem(template: str, *, needed: str = "key", example: str = EXAMPLE) -> str:
    """Why links cannot be made of it; "": they can, or none are wanted. `needed`: what must stand in it."""
    if not template:
        return ""
    parts = _split(template)
    if parts is None or parts.scheme != "https" or not parts.hostname:
        return _NO_ADDRESS.with_values(example=example)
    if parts.username or parts.password or "{" in parts.netloc or _ODD.search(template):
        return _NOT_PLAIN
    places = dict.fromkeys((needed, *PLACES))
    unknown = next((name for name in _PLACE.findall(template) if name not in places), None)
    if unknown is not None or re.search(r"[{}]", _PLACE.sub("", template)):
        return _UNKNOWN.with_values(place=f"{{{unknown or ''}}}", known=", ".join(f"{{{one}}}" for one in places))
    return "" if f"{{{needed}}}" in template else _NEEDED.with_values(place=f"{{{needed}}}")


def source_link(template: str, *, kind: str, key: str, entity: str) -> str:
    """ "": there is none."""
    if not template or template_problem(template):
        return ""
    return filled(template, {"kind": kind, "key": key, "entity": entity})


def filled(template: str, values: Mapping[str, str]) -> str:
    """What is put in is one segment, or one value: it opens no other path and no other host. "": it cannot be."""
    if any(one in (".", "..") for one in values.values()):  # a browser goes up by them, however they are written
        return ""
    return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), template)


def _split(template: str) -> SplitResult | None:
    try:
        parts = urlsplit(template)
        parts.port  # noqa: B018  # raises for a port that is none
    except ValueError:
        return None
    return parts
