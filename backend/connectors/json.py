"""Reading JSON that a stranger wrote: one parser, and nothing in a document that could surprise it."""

from typing import TypeVar

import msgspec

from backend.connectors.unreadable import DEEPEST, LARGEST, UnreadableError
from backend.domain.ingest.strict_json import BOM, deeper_than

T = TypeVar("T")


def parse(document: bytes, form: type[T]) -> T:
    """Return the document as `form`. Raises UnreadableError for everything that is not plain, bounded JSON of that
    form. Amounts are Decimal in the form: a float loses cents."""
    if len(document) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST // 1024 // 1024} MB")
    if deeper_than(DEEPEST, document):
        raise UnreadableError(f"deeper than {DEEPEST} levels")
    try:
        return msgspec.json.decode(document.removeprefix(BOM), type=form)
    except msgspec.ValidationError as error:
        raise UnreadableError(f"not what was asked for: {error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8") from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {error}") from error
