"""Fields that a company added to Intacct's objects: which custom fields of ours go there, and where they stand.

In the setting `region` means every kind, `sales_invoice.region` that kind alone.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, given, stated
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.kinds.body.words import join
from backend.domain.objects import Version
from backend.domain.push import Operation


def custom_fields(config: IntacctConfig, kind: IntacctKind) -> dict[str, str]:
    """Our name → Intacct's field, for one kind: what is said of the kind itself goes before what is said of all."""
    if not config.custom_fields or not kind.extensible:
        return {}
    named = [(*scoped(name), there) for name, there in config.custom_fields.items()]
    chosen = {name: there for only, name, there in named if not only}
    chosen |= {name: there for only, name, there in named if only == kind.name}
    return {name: there for name, there in chosen.items() if there}


def scoped(name: str) -> tuple[str, str]:
    """The kind that a name of the setting is for (empty: all), and the name itself, which may hold dots."""
    kind, dot, rest = name.partition(".")
    return (kind, rest) if dot and kind in KINDS else ("", name)


def with_custom(function: Sequence[Field], draft: Draft, op: Operation) -> Sequence[Field]:
    """The function with the custom fields of the body; an update says what is empty, too."""
    named = custom_fields(draft.config, KINDS[draft.version.ref.kind])
    if not named:
        return function
    held = _held(draft.version)
    values = [(there, _sent(draft, name, there, held.get(name))) for name, there in named.items()]
    return within(function, given(*values) if op is Operation.CREATE else stated(*values))


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one kind that look-ups ask for beside Intacct's own."""

    asked: tuple[str, ...]  # as the settings write them
    labels: Mapping[str, str]  # names in upper case, as a look-up shows them → ours

    @classmethod
    def of(cls, config: IntacctConfig, kind: IntacctKind) -> "Added":
        named = custom_fields(config, kind)
        return cls(asked=tuple(named.values()), labels={there.upper(): name for name, there in named.items()})


def expected_custom(version: Version, config: IntacctConfig) -> dict[str, str]:
    """As a look-up shows them: names in upper case."""
    named, held = custom_fields(config, KINDS[version.ref.kind]), _held(version)
    return {there.upper(): _text(held.get(name)) or "" for name, there in named.items()}


def within(function: Sequence[Field], fields: Sequence[Field]) -> Sequence[Field]:
    """A generic object takes them anywhere; a legacy document in a list of their own, just before its lines."""
    if not (function and fields):
        return function
    ((verb, content),) = function
    assert not isinstance(content, str)
    if verb in ("create", "update"):
        ((name, own),) = content
        return [(verb, [(name, [*own, *fields])])]
    pairs: list[Field] = [
        ("customfield", [("customfieldname", name), ("customfieldvalue", value)]) for name, value in fields
    ]
    *head, lines = content
    return [(verb, [*head, ("customfields", pairs), lines])]


def _held(version: Version) -> Mapping[str, Any]:
    custom: Mapping[str, Any] = version.body.get("custom") or {}
    return custom


def _sent(draft: Draft, name: str, there: str, value: Any) -> str:
    text = _text(value)
    if text is None:
        what = "a list" if isinstance(value, list) else "an object"
        sentence = f"is {what}; Intacct's field {there} takes text, a number, true or false"
        text = draft.refuse(join("custom", name), sentence)
    return text


def _text(value: Any) -> str | None:
    """None: not one value but several."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return format(Decimal(str(value)), "f")
    return None
