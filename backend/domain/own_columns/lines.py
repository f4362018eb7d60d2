"""Own columns as a form writes them, one in each line: `Freight = sales_invoice: freight as amount currency`."""

import re
from collections.abc import Mapping
from typing import Any

from backend.domain.own_columns.column import FORMATS_WITH

EXAMPLE = "Region = sales_invoice: custom.region as code"
_PATH = r'(?:"(?:[^"\\]|\\.)*"|[^"\s])+'
_REST = re.compile(rf"(?:(\w+):\s+)?({_PATH})(?:\s+as\s+(\w+)(?:\s+(\S.*))?)?")


def read_rest(label: str, text: str) -> dict[str, str] | None:
    """What stands behind the label's `=`; None: it cannot be read. Only what is said is in it."""
    found = _REST.fullmatch(text)
    if found is None:
        return None
    kind, path, format_, more = found.groups()
    given = {"label": label, "path": path, "kind": kind, "format": format_ if format_ != "text" else None}
    given[FORMATS_WITH.get(format_, "currency")] = more
    return {name: value for name, value in given.items() if value}


def written_line(given: Mapping[str, Any]) -> str:
    kind = f"{given['kind']}: " if given.get("kind") else ""
    more = given.get("currency") or given.get("address")
    format_ = f" as {given['format']}{f' {more}' if more else ''}" if given.get("format") else ""
    return f"{given['label']} = {kind}{given['path']}{format_}"
