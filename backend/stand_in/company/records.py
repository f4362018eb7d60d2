"""Records as people type them in: from a scenario, or through the admin interface."""

import re
from datetime import datetime
from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.company.writing import Writing

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_record(writing: Writing, name: str, fields: dict[str, Any]) -> Record:
    """A new record: numbered, active, owned by the whole company unless the fields say otherwise."""
    return {
        "RECORDNO": writing.books.next_number(name),
        "MEGAENTITYID": "",
        "STATUS": "active",
        "WHENCREATED": writing.moment,
    } | fields


def is_moment(value: Any) -> bool:
    """Empty is a moment that nobody noted."""
    if value == "":
        return True
    try:
        return bool(_MOMENT.fullmatch(value)) and datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def unusable(fields: dict[str, Any]) -> str:
    """The first field that is neither a text that XML can hold nor made of such; empty when all will do."""
    for name, value in fields.items():
        if isinstance(value, str):
            if _FORBIDDEN.search(value):
                return name
            continue
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, dict):
                return name
            if wrong := unusable(each):
                return f"{name}.{wrong}"
    return ""
