"""The audit trail as lines of CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

HEADER = ("at", "who", "action", "integration", "subject", "what", "facts")
MARK = "\ufeff"  # by it spreadsheets know UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([map(_harmless, row) for row in rows])
    return written.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
