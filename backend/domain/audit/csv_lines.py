"""The audit trail as lines of CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from backend.domain.formulas import harmless

HEADER = ("at", "who", "action", "integration", "subject", "what", "facts")
MARK = "\ufeff"  # by it spreadsheets know UTF-8


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([map(harmless, row) for row in rows])
    return written.getvalue()
