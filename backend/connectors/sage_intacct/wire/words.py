"""Plain words from what Intacct writes into its errors: without mark-up, without support id, on one line."""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import unquote

# In brackets it is all that stands in them; alone, one word.
_SUPPORT_ID = re.compile(
    r"[\[(]\s*Support\s*ID\s*:?\s*([^\[\]()]{1,400})[\])]|[\[(]?\bSupport\s*ID\b\s*:?\s*([^\s\[\]()]{1,400})[\])]?",
    re.IGNORECASE,
)
_MARK_UP = re.compile(r"""</?[A-Za-z!](?:"[^"]{0,500}"|'[^']{0,500}'|[^<>"']){0,500}>|</?[A-Za-z!][^<>]{0,500}>""")
_LONGEST = 1_000  # a hostile one costs its square
_MOST_ESCAPES = 4  # a text may have been escaped again on each of its ways


def words(text: str) -> str:
    """Character references resolved, mark-up and support id taken out, white space single, nothing invisible."""
    return _tidy(_SUPPORT_ID.sub(" ", _plain(text)))


def joined(parts: Sequence[str]) -> str:
    """Several texts as sentences; what an earlier one says already is left out."""
    kept: list[str] = []
    for part in parts:
        if part and not any(part in one for one in kept):
            kept.append(part)
    return " ".join([part if part[-1] in ".!?:;," else f"{part}." for part in kept[:-1]] + kept[-1:])


def iso_day(text: str) -> str:
    """2026-01-15 for 01/15/2026 or 15/01/2026. What may be two days, or is none, stays as it is: how a message writes
    dates depends on settings that are not known here."""
    days = {day for day in (_day(text, form) for form in ("%m/%d/%Y", "%d/%m/%Y")) if day}
    return days.pop() if len(days) == 1 else text


def _day(text: str, form: str) -> str:
    try:
        return f"{datetime.strptime(text, form):%Y-%m-%d}"  # noqa: DTZ007  # a day, nowhere
    except ValueError:
        return ""


def support_id(texts: Iterable[str]) -> str:
    """The first one, percent-encoding resolved."""
    for text in texts:
        if found := _SUPPORT_ID.search(_plain(text)):
            return _tidy(unquote(next(filter(None, found.groups())))).rstrip(".,;")
    return ""


def shortened(text: str, most: int) -> str:
    """The end stays: the support id stands there."""
    return text if len(text) <= most else f"{text[: most - 200]} … {text[-190:]}"


def _plain(text: str) -> str:
    text = shortened(text, _LONGEST)
    for _ in range(_MOST_ESCAPES):
        text, before = html.unescape(text), text
        if text == before:
            break
    return _MARK_UP.sub(" ", text)


def _tidy(text: str) -> str:
    seen = text if text.isprintable() else "".join([c for c in text if c.isprintable() or c.isspace()])
    return " ".join(seen.split())
