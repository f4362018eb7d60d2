"""How a refusal names what it found: paths to fields, and values short enough to read."""

import json
import re
from typing import Any

_PLAIN_NAME = re.compile(r"\A[\w-]{1,100}\Z")
_SHOWN = 60


def join(path: str, name: str) -> str:
    """`lines[0]` and `color` make `lines[0].color`; a name that is not a plain word is quoted."""
    if _PLAIN_NAME.match(name):
        return f"{path}.{name}" if path else name
    return f"{path}[{shown(name)}]"


def shown(value: Any) -> str:
    """The value as JSON, cut; hostile characters are escaped."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = json.dumps(value, ensure_ascii=isinstance(value, str) and not value.isprintable(), default=repr)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
