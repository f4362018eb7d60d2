"""Fields that a company added to Intacct's objects: our marker, the custom fields of ours that go there, and where
they stand.

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
from backend.domain.pushes.push import Operation
from backend.domain.sentence import kept


def marker_field(config: IntacctConfig, kind: IntacctKind) -> str:
    """Holds the key of the creation that made a record; empty: none."""
    return config.marker_exceptions.get(kind.name, config.marker_field) if kind.extensible else ""


def custom_fields(config: IntacctConfig, kind: IntacctKind) -> dict[str, str]:
    """Our name → Intacct's field, for one kind: what is said of the kind itself goes before what is said of all."""
    if not config.custom_fields or not kind.extensible:
        return {}
    named = [(*scoped(name), there) for name, there in config.custom_fields.items()]
    chosen = {name: there for only, name, there in named if not only}
    chosen |= {name: there for only, name, there in named if only == kind.name}
    return {name: there for name, there in sorted(chosen.items()) if there}


def scoped(name: str) -> tuple[str, str]:
    """The kind that a name of the setting is for (empty: all), and the name itself, which may hold dots."""
    kind, dot, rest = name.partition(".")
    return (kind, rest) if dot and kind in KINDS else ("", name)


def with_added(function: Sequence[Field], draft: Draft, op: Operation, key: str) -> Sequence[Field]:
    """The function with the custom fields of the body. A create is marked; an update says what is empty, too."""
    kind = KINDS[draft.version.ref.kind]
    named, held = custom_fields(draft.config, kind), _held(draft.version)
    custom = [(there, _sent(draft, name, there, held.get(name))) for name, there in named.items()]
    if op is Operation.UPDATE:
        return within(function, stated(*custom))
    marker = marker_field(draft.config, kind)
    return within(function, given(*([(marker, key)] if marker else []), *custom))


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one kind that look-ups ask for beside Intacct's own."""

    asked: tuple[str, ...]  # as the settings write them
    marker: str  # as a look-up shows it, like the names of `labels`; empty: none
    labels: Mapping[str, str]  # names in upper case → ours

    @classmethod
    def of(cls, config: IntacctConfig, kind: IntacctKind) -> "Added":
        named, marker = custom_fields(config, kind), marker_field(config, kind)
        return cls(
            asked=(*([marker] if marker else []), *named.values()),
            marker=marker.upper(),
            labels={there.upper(): name for name, there in named.items()},
        )


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


_ONE_VALUE = kept("Have one value sent for it; or take it out of `custom_fields` in the settings of this integration.")


def _sent(draft: Draft, name: str, there: str, value: Any) -> str:
    text = _text(value)
    if text is None:
        what = kept("a list") if isinstance(value, list) else kept("an object")
        takes = kept("Intacct's field %(field)s takes text, a number, true or false", field=there)
        of_all = kept("The custom field %(name)s is no single value: %(why)s", name=name, why=takes)
        told = kept("is %(what)s; %(why)s", what=what, why=takes)
        text = draft.refuse(join("custom", name), told, of_all=of_all, step=_ONE_VALUE)
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
