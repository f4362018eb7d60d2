"""Settings as the fields of a form: what each takes, how it is written there, and how that is read. Pure."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import inspect

from backend.domain.integrations.integration import QUIET_SECONDS
from backend.domain.integrations.source_links import EXAMPLE
from backend.domain.kinds.body.words import shown
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem, in_words
from backend.domain.sentence import Number, Sentence, joined


class Control(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHECK = "check"
    LINES = "lines"  # `name = value` in each
    HIDDEN = "hidden"  # never shown
    CHOICE = "choice"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    name: str  # as a refusal names it
    label: str
    control: Control = Control.TEXT
    default: Any = None  # None: it must be given
    choices: Mapping[str, str] = {}
    hint: str = ""


def connector_fields(form: type[msgspec.Struct]) -> list[Field]:
    """Of the connector's own settings."""
    return [_connector_field(one) for one in msgspec.structs.fields(form)]


def secret_fields(names: Collection[str], there: Collection[str]) -> list[Field]:
    """`there`: names of those that are set."""
    return [
        Field(
            name=f"secrets.{name}",
            label=Sentence(in_words(name)),
            control=Control.HIDDEN,
            default="" if name in there else None,
            hint=Sentence("Set, and never shown. Empty: it stays") if name in there else "",
        )
        for name in names
    ]


def common_fields(most_at_once: int) -> list[Field]:
    """Of every integration. `most_at_once`: objects that the connector takes in one request."""
    levels = {"top": Sentence("Top level"), "entity": Sentence("The entity of each document")}
    override = Sentence("entity = top, or entity = entity; one in each line")
    return [
        Field(
            name="transaction_level",
            label=Sentence("Transaction level: where documents are sent"),
            control=Control.CHOICE,
            default="top",
            choices=levels,
        ),
        Field(
            name="level_overrides",
            label=Sentence("Entities where it is otherwise"),
            control=Control.LINES,
            default={},
            hint=override,
        ),
        Field(
            name="connections_allowed",
            label=Sentence("Connections allowed: requests at the same time"),
            control=Control.NUMBER,
            default=2,
            hint=Sentence("1 to 32"),
        ),
        Field(
            name="batch_size",
            label=Sentence("Batch size: objects in one request"),
            control=Control.NUMBER,
            default=100,
            hint=Sentence("1 to %(most)s", most=Number(most_at_once)),
        ),
        Field(
            name="source_url",
            label=Sentence("Address of an object in the ERP"),
            default="",
            hint=Sentence("Such as %(example)s; also {entity}. Empty: no links", example=EXAMPLE),
        ),
    ]


def kind_fields(kinds: Collection[str]) -> list[tuple[Field, Field]]:
    """Of each kind that is carried: whether it is sent without being asked for, and how long that waits."""
    return [
        (
            Field(name=f"automatic.{kind}", label=Sentence(KINDS[kind].plural), control=Control.CHECK, default=False),
            Field(
                name=f"quiet_seconds.{kind}",
                label=Sentence(KINDS[kind].plural),
                control=Control.NUMBER,
                default=QUIET_SECONDS,
            ),
        )
        for kind in KINDS
        if kind in kinds
    ]


def written(value: Any) -> str:
    """As it stands in its field."""
    if isinstance(value, dict):
        return "\n".join(f"{name} = {one}" for name, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def read(field: Field, text: str) -> Any:
    """What is no number stays text: who judges the settings says so. Raises UnreadLineError for a line without `=`."""
    match field.control:
        case Control.CHECK:
            return text == "yes"
        case Control.NUMBER:
            return _number(text, field.default)
        case Control.LINES:
            return dict(_lines(text))
        case _:
            return text


def problem_of(field: Field, problems: Collection[Problem]) -> str:
    """What is said of it, or of what lies inside of it; empty: nothing."""
    inside = (f"{field.name}.", f"{field.name}[")
    found = [one for one in problems if one.field == field.name or one.field.startswith(inside)]
    return joined("; ", [one.sentence if one.field == field.name else one.told for one in found]) if found else ""


def _connector_field(one: msgspec.structs.FieldInfo) -> Field:
    told = inspect.type_info(one.type)
    about = ""
    if isinstance(told, inspect.Metadata):
        about, told = (told.extra_json_schema or {}).get("description", ""), told.type
    return Field(
        name=f"config.{one.encode_name}",
        label=Sentence(about or in_words(one.encode_name)),
        control=_CONTROLS.get(type(told), Control.TEXT),
        default=None if one.required else _default(one),
        hint=next((unit for end, unit in _UNITS.items() if one.encode_name.endswith(end)), ""),
    )


def _default(one: msgspec.structs.FieldInfo) -> Any:
    return one.default if one.default is not msgspec.NODEFAULT else one.default_factory()


_UNITS = {"_seconds": Sentence("Seconds"), "_minutes": Sentence("Minutes")}
_CONTROLS: dict[type[inspect.Type], Control] = {
    inspect.BoolType: Control.CHECK,
    inspect.IntType: Control.NUMBER,
    inspect.FloatType: Control.NUMBER,
    inspect.DictType: Control.LINES,
}


def _number(text: str, default: Any) -> Any:
    """Empty: as it is without being set."""
    text = text.strip()
    if not text and default is not None:
        return default
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


_NO_PAIR = Sentence("line %(num)s: expected name = value, got %(given)s")
_TWICE = Sentence("line %(num)s: %(name)s stands there already")


class UnreadLineError(ValueError):
    """A line that is no `name = value`."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _lines(text: str) -> Iterator[tuple[str, str]]:
    names: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not equals:
            raise UnreadLineError(_NO_PAIR.with_values(num=number, given=shown(line.strip())))
        if name in names:
            raise UnreadLineError(_TWICE.with_values(num=number, name=shown(name)))
        names.add(name)
        yield name, value
