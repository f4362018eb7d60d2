"""JSON from outside, decoded without surprises: nothing twice, nothing too deep, nothing that is not a number."""

import json
import math
import re
from itertools import accumulate
from typing import Any

from backend.domain.objects import Problem

MAX_FIELDS = 1_000
_MAX_INT = 2**63 - 1
BOM = b"\xef\xbb\xbf"
# An unterminated string ends with the data: a pattern that fails there would start again at every quote.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = dict(zip(b"[{]}", (1, 1, -1, -1), strict=True))


class _RefusedError(ValueError):
    """Carries a sentence out of the decoder's hooks."""


def decode_json(data: bytes, *, depth: int = 64) -> Any | Problem:
    """The decoded value. One byte order mark before it is skipped."""
    if deeper_than(depth, data):
        return Problem("", f"the JSON is nested deeper than {depth} levels")
    try:
        return json.loads(
            data.removeprefix(BOM).decode(),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short_int,
        )
    except UnicodeDecodeError as error:
        return Problem("", f"not UTF-8: byte {error.start + 1} fits no character")
    except json.JSONDecodeError as error:
        return Problem("", f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except _RefusedError as refusal:
        return Problem("", str(refusal))


def deeper_than(depth: int, data: bytes) -> bool:
    """By its brackets, before anything is decoded."""
    if data.count(b"[") + data.count(b"{") <= depth:
        return False
    brackets = _STRING.sub(b"", data).translate(None, _NO_BRACKETS)
    return any(level > depth for level in accumulate(map(_STEPS.__getitem__, brackets)))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_FIELDS:
        raise _RefusedError(f"an object has {len(pairs)} fields: expected at most {MAX_FIELDS}")
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise _RefusedError(f"the field {json.dumps(twice)} stands twice in one object")
    return fields


def _no_constant(name: str) -> None:
    raise _RefusedError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _RefusedError(f"the number {text[:40]} is too large")
    return number


def _short_int(text: str) -> int:
    if len(text) > 20 or abs(number := int(text)) > _MAX_INT:
        raise _RefusedError(f"the number {text[:40]} is too large: write it as text")
    return number
