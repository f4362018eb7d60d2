"""Texts and errors as XML."""

import re
import secrets
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import msgspec

from backend.stand_in.gateway.errors import GatewayError

_MARKS = re.compile(r"[&<>]")
_TARGET = '<target domain="" requestinfo="{}" object="" field="" businessinfo=""/>'


def text(value: str) -> str:
    return escape(value) if _MARKS.search(value) else value


def message(errors: Sequence[GatewayError], *, detailed: bool = False) -> str:
    """The chain from the cause to its wrappers; the first carries a fresh support id."""
    first, *others = errors
    support_id = f"[Support ID: {secrets.token_hex(4)}%7E{secrets.token_urlsafe(12)}]"
    supported = first.description2 and f"{first.description2} {support_id}"
    chain = [msgspec.structs.replace(first, description2=supported), *others]
    return f"<errormessage>{''.join(_error(each, support_id if detailed else '') for each in chain)}</errormessage>"


def _error(error: GatewayError, support_id: str) -> str:
    """With more about it when there is a support id to tell there."""
    second = "" if error.description2 is None else f"<description2>{text(error.description2)}</description2>"
    more = _more(error, support_id) if support_id else ""
    return (
        f"<error><errorno>{text(error.errorno)}</errorno><description>{text(error.description)}</description>"
        f"{second}<correction>{text(error.correction)}</correction>{more}</error>"
    )


def _more(error: GatewayError, support_id: str) -> str:
    """A part for each of the three texts; what there is nothing to say about is there and empty."""
    detail = error.detail
    corrected = detail.message and error.correction and f"CORRECT_{detail.message}"
    parts = {"description": "", "cdescription": detail.message, "correction": corrected}
    inside = "".join(_part(name, message_id, detail.values) for name, message_id in parts.items())
    return (
        f"<additionalinfo><errorid>{detail.errorid}</errorid><category>{detail.category}</category>"
        f"{_TARGET.format(support_id)}{inside}</additionalinfo>"
    )


def _part(name: str, message_id: str, values: Mapping[str, str]) -> str:
    given = values.items() if message_id else ()
    placeholders = "".join(f"<placeholder name={quoteattr(each)} value={quoteattr(value)}/>" for each, value in given)
    return (
        f"<{name}><messageid>{message_id and f'IA.{message_id}'}</messageid>{_TARGET.format('')}"
        f"<placeholders>{placeholders}</placeholders></{name}>"
    )
