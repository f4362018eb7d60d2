"""Reading JSON that a stranger wrote: one parser, and nothing in a document that could surprise it."""

from typing import TypeVar

import msgspec

from backend.connectors.unreadable import DEEPEST, LARGEST, UnreadableError
from backend.domain.ingest.strict_json import BOM, deeper_than
from backend.domain.sentence import kept

T = TypeVar("T")


def parse(document: bytes, form: type[T]) -> T:
    """Return the document as `form`. Raises UnreadableError for everything that is not plain, bounded JSON of that
    form. Amounts are Decimal in the form: a float loses cents."""
    if len(document) > LARGEST:
        raise UnreadableError(kept("larger than %(num)s MB", num=LARGEST // 1024 // 1024))
    if deeper_than(DEEPEST, document):
        raise UnreadableError(kept("deeper than %(num)s levels", num=DEEPEST))
    try:
        return msgspec.json.decode(document.removeprefix(BOM), type=form)
    except msgspec.ValidationError as error:
        raise UnreadableError(kept("not what was asked for: %(told)s", told=error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(kept("not UTF-8")) from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableError(kept("not JSON: %(told)s", told=error)) from error
