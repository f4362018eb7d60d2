"""Whether the custom fields that the settings name can be written to. Pure."""

import re
from collections.abc import Iterator

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.custom import custom_fields, marker_field, scoped
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.domain.integrations.settings_given import unknown_name
from backend.domain.kinds.body.words import join
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

_NAME = re.compile(r"(?!xml)[a-z_][a-z0-9_]{0,99}", re.IGNORECASE)

# What pushes write and look-ups do not read, and what Intacct keeps of every record.
_UNREAD = {
    "APBILLITEMS", "APPYMTDETAILS", "ARPYMTDETAILS", "BASELOCATION_NO", "ENTRIES", "EXCHANGE_RATE", "FINANCIALENTITY",
    "HISTORY_COMMENT", "OVERPAYMENTAMOUNT", "PAYMENTDATE", "REVERSEDATE",
    "RECORDNO", "MEGAENTITYID", "WHENCREATED", "WHENMODIFIED", "STATUS",
}  # fmt: skip


def misnamed(config: IntacctConfig) -> Iterator[Problem]:
    """Each field at fault once."""
    yield from _marker(config)
    yield from _custom(config)


def own_fields(kind: IntacctKind) -> set[str]:
    """What is ours to write, or Intacct's own; groups by their first name."""
    read = (*kind.telling, *kind.changing, *kind.once, kind.natural_field, kind.record_field, kind.created)
    return _UNREAD | {name.partition(".")[0] for name in read}


def padded(config: IntacctConfig) -> Iterator[Problem]:
    """Names that begin or end with a blank: Intacct would know none of them."""
    for field in ("company_id", "sender_id", "user_id"):
        text: str = getattr(config, field)
        if text != text.strip():
            yield Problem(field, Sentence("begins or ends with a blank: %(text)s. Write it without", text=repr(text)))


def _marker(config: IntacctConfig) -> Iterator[Problem]:
    marked = [kind for kind in KINDS.values() if kind.extensible and kind.name not in config.marker_exceptions]
    if config.marker_field and (why := _unfit(config.marker_field, *marked)):
        yield Problem("marker_field", why)
    for kind, field in config.marker_exceptions.items():
        if why := _wrong_exception(kind, field):
            yield Problem(join("marker_exceptions", kind), why)


def _wrong_exception(kind: str, field: str) -> str:
    if kind not in KINDS:
        return unknown_name(kind, KINDS)
    if not KINDS[kind].extensible:
        return _no_place(kind)
    return _unfit(field, KINDS[kind]) if field else ""


def _unfit(field: str, *kinds: IntacctKind) -> str:
    """Why it cannot be a field that people added to these."""
    if not _NAME.fullmatch(field):
        return Sentence("%(field)s is no name of a field: expected letters, digits and underscores", field=repr(field))
    holder = next((kind for kind in kinds if field.upper() in own_fields(kind)), None)
    if not holder:
        return ""
    return Sentence(
        "%(object)s has the field %(field)s already: choose a custom field", object=holder.remote_name, field=field
    )


def _no_place(kind: str) -> str:
    return Sentence("Intacct's %(kind)s takes no custom fields", kind=kind.replace("_", " "))


def _custom(config: IntacctConfig) -> Iterator[Problem]:
    for name, there in config.custom_fields.items():
        if why := _why_not(config, name, there):
            yield Problem(join("custom_fields", name), why)


def _why_not(config: IntacctConfig, name: str, there: str) -> str:
    only, ours = scoped(name)
    if not only and "." in name:
        kind = name.partition(".")[0]
        return Sentence(
            "before the dot stands a kind, and %(kind)s is %(unknown)s",
            kind=repr(kind),
            unknown=unknown_name(kind, KINDS),
        )
    if only and not KINDS[only].extensible:
        return _no_place(only)
    if not ours or (not there and not only):
        return Sentence("expected a custom field of ours and the name of Intacct's, such as region → REGION")
    if not there:
        return ""
    getting = [kind for kind in KINDS.values() if custom_fields(config, kind).get(ours) == there]
    getting = [kind for kind in getting if only in ("", kind.name)]
    return _unfit(there, *getting) or next(filter(None, (_shared(config, kind, ours, there) for kind in getting)), "")


def _shared(config: IntacctConfig, kind: IntacctKind, ours: str, there: str) -> str:
    """What else of ours is written into this field."""
    if there.upper() == marker_field(config, kind).upper():
        return Sentence(
            "%(field)s of %(object)s holds our key: choose another field", field=there, object=kind.remote_name
        )
    named = custom_fields(config, kind)
    other = next((name for name, field in named.items() if name != ours and field.upper() == there.upper()), "")
    if not other:
        return ""
    return Sentence(
        "%(other)s goes into %(field)s of %(object)s, too", other=other, field=there, object=kind.remote_name
    )
