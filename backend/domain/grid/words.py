"""A filter that was kept, for reading."""

from urllib.parse import parse_qsl

from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.grid.grid_filter import LABELS, TEXTS
from backend.domain.sentence import Sentence, counted, joined
from backend.domain.status import Status


def kept_filter(query: str | None) -> GridFilter | None:
    """None: objects were named, or the filter is of an older Syncline and cannot be read any more."""
    found = read_filter(parse_qsl(query)) if query is not None else None
    return found if isinstance(found, GridFilter) else None


def in_words(query: str, *, cause: str = "") -> str:
    """`Status: Error · Kind: Sales invoice`. `cause`: the sentence of the one that it names, where there is one."""
    found = kept_filter(query)
    if found is None:
        return query
    if cause and not (found.statuses - {Status.ERROR}) and not any(getattr(found, n) for n in TEXTS if n != "cause"):
        return Sentence("Retry of “%(sentence)s”", sentence=cause)
    parts = [_part(label, cause or value if label == LABELS["cause"] else value) for label, value, _ in found.active()]
    return joined(" · ", parts) if parts else Sentence("Everything")


def _part(label: str, value: str) -> Sentence:
    return Sentence("%(label)s: %(sentence)s", label=label, sentence=value)


def named(first: str, count: int) -> str:
    """Objects that somebody chose: the key of the first, and how many others."""
    if not first:
        return counted("%(num)s object", "%(num)s objects", count)
    return counted("%(key)s and %(num)s more", "%(key)s and %(num)s more", count - 1, key=first) if count > 1 else first
