"""Whether the custom fields that the settings name can be written to. Pure."""

import re
from collections.abc import Iterator

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.custom import custom_fields, scoped
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.domain.kinds.body.words import join
from backend.domain.objects import Problem

_NAME = re.compile(r"(?!xml)[a-z_][a-z0-9_]{0,99}", re.IGNORECASE)

# What pushes write and look-ups do not read, and what Intacct keeps of every record.
_UNREAD = {
    "APBILLITEMS", "APPYMTDETAILS", "ARPYMTDETAILS", "ENTRIES", "EXCHANGE_RATE", "FINANCIALENTITY", "HISTORY_COMMENT",
    "OVERPAYMENTAMOUNT", "PAYMENTDATE", "REVERSEDATE",
    "RECORDNO", "MEGAENTITYID", "WHENCREATED", "WHENMODIFIED", "STATUS",
}  # fmt: skip


def misnamed(config: IntacctConfig) -> Iterator[Problem]:
    """Each field at fault once."""
    yield from _custom(config)


def own_fields(kind: IntacctKind) -> set[str]:
    """What is ours to write, or Intacct's own; groups by their first name."""
    read = (*kind.telling, *kind.changing, *kind.once, kind.natural_field, kind.record_field, kind.created)
    return _UNREAD | {name.partition(".")[0] for name in read}


def _custom(config: IntacctConfig) -> Iterator[Problem]:
    for name, there in config.custom_fields.items():
        if why := _why_not(config, name, there):
            yield Problem(join("custom_fields", name), why)


def _why_not(config: IntacctConfig, name: str, there: str) -> str:
    only, ours = scoped(name)
    if only and not KINDS[only].extensible:
        return f"Intacct takes no custom fields with a {only.replace('_', ' ')}"
    if not ours or (not there and not only):
        return "expected a custom field of ours and the name of Intacct's, such as region → REGION"
    if not there:
        return ""
    if not _NAME.fullmatch(there):
        return f"{there!r} is no name of a field: expected letters, digits and underscores"
    taken = (_taken(config, kind, ours, there) for kind in ([KINDS[only]] if only else KINDS.values()))
    return next(filter(None, taken), "")


def _taken(config: IntacctConfig, kind: IntacctKind, ours: str, there: str) -> str:
    """What else is written into this field of a kind that would get it."""
    named = custom_fields(config, kind)
    if named.get(ours) != there:
        return ""
    if there.upper() in own_fields(kind):
        return f"{kind.remote_name} has the field {there} already: choose a custom field"
    other = next((name for name, field in named.items() if name != ours and field.upper() == there.upper()), "")
    return f"{other} goes into {there} of {kind.remote_name}, too" if other else ""
