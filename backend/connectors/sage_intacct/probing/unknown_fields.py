"""Fields that our settings name and the company does not have: people create them, or correct the setting."""

import re

from msgspec.structs import replace

from backend.connectors.sage_intacct.causes import saying
from backend.connectors.sage_intacct.causes.saying import plain
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.errors import Diagnosis
from backend.connectors.sage_intacct.kinds.custom import custom_fields, marker_field
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.domain.pushes.advice import Advice, Who

_UNKNOWN = "unknown field "  # how the cause begins


def unknown_ours(refused: Diagnosis, config: IntacctConfig, kind: IntacctKind) -> Diagnosis | None:
    """None: it is about something else, or about a field of Intacct's own. Names all fields that Intacct named."""
    names = re.split(", ?", refused.cause.removeprefix(_UNKNOWN)) if refused.cause.startswith(_UNKNOWN) else []
    settings = [_setting(name.upper(), config, kind) for name in names]
    if not (names and all(settings)):
        return None
    where = " and ".join(dict.fromkeys(f"`{one}`" for one in settings))
    step = saying.ADD_FIELD if len(names) == 1 else saying.ADD_FIELDS
    known = plain(saying.UNKNOWN_FIELDS, fields=", ".join(names))
    return replace(
        refused,
        sentence=refused.sentence if len(names) == 1 else known,
        advice=Advice(Who.THERE, plain(step, where=where)),
    )


def _setting(name: str, config: IntacctConfig, kind: IntacctKind) -> str:
    """Empty: none of ours names it."""
    if name == marker_field(config, kind).upper():
        return "marker_exceptions" if kind.name in config.marker_exceptions else "marker_field"
    return "custom_fields" if name in {one.upper() for one in custom_fields(config, kind).values()} else ""
