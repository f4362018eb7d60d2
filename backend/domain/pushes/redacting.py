"""What a support bundle shows of requests and answers: how they are built, and nothing that stood in them."""

import re
from typing import Any

import msgspec

from backend.domain.confidential import MASK

_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)[^>]*?(/?)>")


def redacted(text: str) -> str:
    """Names of elements and fields stay; values, attributes, comments and everything that is no such text go."""
    stripped = text.strip()
    if stripped.startswith("<"):
        return _elements(stripped)
    try:
        content = msgspec.json.decode(stripped)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return MASK if stripped else ""
    return msgspec.json.encode(_fields(content)).decode()


def _elements(text: str) -> str:
    parts, end = [], 0
    for tag in _TAG.finditer(text):
        parts += [MASK if text[end : tag.start()].strip() else "", f"<{tag[1]}{tag[2]}{tag[3]}>"]
        end = tag.end()
    return "".join([*parts, MASK if text[end:].strip() else ""])


def _fields(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _fields(value) for name, value in content.items()}
    return [_fields(one) for one in content] if isinstance(content, list) else MASK
