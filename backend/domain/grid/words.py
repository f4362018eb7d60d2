"""A filter that was kept, for reading."""

from urllib.parse import parse_qsl

from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.sentence import Sentence, joined


def kept_filter(query: str | None) -> GridFilter | None:
    """None: objects were named, or the filter is of an older Syncline and cannot be read any more."""
    found = read_filter(parse_qsl(query)) if query is not None else None
    return found if isinstance(found, GridFilter) else None


def in_words(query: str | None) -> str:
    """`Status: Error · Kind: Sales invoice`."""
    if query is None:
        return Sentence("Objects that were named")
    found = kept_filter(query)
    if found is None:
        return query
    parts = [Sentence("%(label)s: %(value)s", label=label, value=value) for label, value, _ in found.active()]
    return joined(" · ", parts) if parts else Sentence("Everything")
