"""Texts of others in files that spreadsheets open."""

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where a comma is the decimal sign, spreadsheets part cells at semicolons, and there quotes keep no line together.
_CELL_WITHIN = re.compile(r"([;\r\n]\s*)(?=[=+\-@＝＋－＠])")


def harmless(text: str) -> str:
    """What no spreadsheet takes for a formula, wherever it parts cells."""
    text = _CELL_WITHIN.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
