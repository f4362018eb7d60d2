"""The envelope of an object version: what an ERP sends, read into values or refused with sentences."""

from collections.abc import Callable
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Annotated, Any
from unicodedata import category

import msgspec

from backend.domain.ingest.strict_json import decode_json
from backend.domain.kinds.body.words import join, shown
from backend.domain.kinds.parts.text import MAX_KEY
from backend.domain.kinds.reading import Reading, cut, read_body
from backend.domain.kinds.registry import KINDS
from backend.domain.levels import TOP
from backend.domain.objects import ObjectRef, Problem

__all__ = ["Envelope", "decode_json", "read_envelope"]

MAX_VERSION = 2**31 - 1
MAX_ENTITY = 64
_STEPS = frozenset({".", ".."})  # no encoding keeps them a name in a path


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    ref: ObjectRef
    number: int | None  # None: the next one, if the content differs
    changed_at: datetime | None  # aware, in UTC
    entity: str  # empty: the whole company
    reading: Reading


class _Expected(msgspec.Struct, frozen=True):
    """What a field should have been."""

    what: str


def read_envelope(raw: Any) -> Envelope | tuple[Problem, ...]:
    if not isinstance(raw, dict):
        return (Problem("", f"expected an object with kind, key and body, got {shown(raw)}"),)
    problems = [Problem(join("", name), f"unknown: expected {', '.join(_READERS)} or body") for name in _unknown(raw)]
    read = {name: _read(name, raw, problems) for name in _READERS}
    reading = _read_body(raw, problems)
    if problems or reading is None:
        return cut(problems)
    return Envelope(
        ref=ObjectRef(read["kind"], read["key"]),
        number=read["version"],
        changed_at=read["changed_at"],
        entity=read["entity"] or "",
        reading=reading,
    )


def _unknown(raw: dict[str, Any]) -> list[str]:
    return [name for name in raw if name not in _READERS and name != "body"]


def _read(name: str, raw: dict[str, Any], problems: list[Problem]) -> Any:
    """The field's value: None when it is optional and not given, or when it is refused."""
    value = raw.get(name)
    if value is None and name not in ("kind", "key"):
        return None
    answer = _READERS[name](value)
    if not isinstance(answer, _Expected):
        return answer
    problems.append(Problem(name, f"expected {answer.what}, got {shown(value)}" if name in raw else "required"))
    return None


def _read_body(raw: dict[str, Any], problems: list[Problem]) -> Reading | None:
    if "body" not in raw:
        problems.append(Problem("body", "required"))
        return None
    name = raw.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        return None
    reading = read_body(KINDS[name], raw["body"])
    if isinstance(reading, Reading):
        return reading
    problems += reading
    return None


def _kind(value: Any) -> str | _Expected:
    if isinstance(value, str) and value in KINDS:
        return value
    near = get_close_matches(value.lower(), KINDS) if isinstance(value, str) else ()
    return _Expected(f"a kind such as {' or '.join(near)}" if near else f"one of {', '.join(KINDS)}")


def _key(value: Any) -> str | _Expected:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_KEY:
        return _Expected(f"text of 1 to {MAX_KEY} characters")
    if value in _STEPS:
        return _Expected("text that an address can carry: browsers and proxies take . and .. for steps through folders")
    return _visible(value)


def key_problem(text: str) -> str:
    """Why no object can have this key; empty: it can."""
    read = _key(text)
    return f"expected {read.what}, got {shown(text)}" if isinstance(read, _Expected) else ""


def _entity(value: Any) -> str | _Expected:
    if not isinstance(value, str) or len(value) > MAX_ENTITY:
        return _Expected(f"text of at most {MAX_ENTITY} characters")
    if value == TOP:
        return _Expected("the id of an entity, or nothing for the whole company, whose level is named top")
    return _visible(value)


def _visible(text: str) -> str | _Expected:
    if text != text.strip():
        return _Expected("text without blanks around it")
    if not text.isprintable() and any(category(each)[0] == "C" for each in text):
        return _Expected("text without control or invisible characters")
    return text


def _version(value: Any) -> int | _Expected:
    # bool is an int in Python, and no version number
    if type(value) is not int or not 1 <= value <= MAX_VERSION:
        return _Expected(f"a whole number from 1 to {MAX_VERSION}")
    return value


def _changed_at(value: Any) -> datetime | _Expected:
    try:
        moment: datetime = msgspec.convert(value, Annotated[datetime, msgspec.Meta(tz=True)])
        return moment.astimezone(UTC)
    except (msgspec.ValidationError, UnicodeEncodeError, OverflowError):  # the last: the year 1 or 9999, moved to UTC
        return _Expected('a time with its offset such as "2024-02-29T12:00:00Z"')


_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "key": _key,
    "version": _version,
    "changed_at": _changed_at,
    "entity": _entity,
}
