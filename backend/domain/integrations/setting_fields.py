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
from backend.domain.own_columns.checking import EXAMPLE as LINK
from backend.domain.own_columns.column import MOST
from backend.domain.own_columns.lines import EXAMPLE as COLUMN
from backend.domain.own_columns.lines import read_rest, written_line
from backend.domain.sentence import Number, Sentence, joined


class Control(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHECK = "check"
    LINES = "lines"  # `name = value` in each
    COLUMNS = "columns"  # of its own, one in each line
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
        Field(
            name="own_columns",
            label=Sentence("Own columns: what the list and the details show of the content"),
            control=Control.COLUMNS,
            default=[],
            hint=_COLUMNS,
        ),
    ]


_COLUMNS = Sentence(
    "label = place, or label = kind: place as format; up to %(most)s, one in each line. Formats: text, number, date, "
    "code, amount and the place of its currency, link and an address such as %(example)s",
    most=MOST,
    example=LINK,
)


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
    if isinstance(value, list):
        return "\n".join(map(written_line, value))
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
        case Control.COLUMNS:
            return [_column(*one) for one in _pairs(text)]
        case _:
            return text


def problem_of(field: Field, problems: Collection[Problem]) -> str:
    """What is said of it, or of what lies inside of it; empty: nothing."""
    inside = (f"{field.name}.", f"{field.name}[")
    found = [one for one in problems if one.field == field.name or one.field.startswith(inside)]
    return joined("; ", [_told(field, one) for one in found]) if found else ""


def _told(field: Field, one: Problem) -> str:
    """Of a column in which line it is, as the form shows it."""
    if field.control is not Control.COLUMNS or one.field == field.name:
        return one.sentence if one.field == field.name else one.told
    number = int(one.field.removeprefix(f"{field.name}[").partition("]")[0]) + 1
    return joined(": ", [Sentence("Line %(num)s", num=number), one.sentence])


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
_NO_COLUMN = Sentence("line %(num)s: expected such as %(example)s, got %(given)s")
_TWICE = Sentence("line %(num)s: %(name)s stands there already")


class UnreadLineError(ValueError):
    """A line that is no `name = value`."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _lines(text: str) -> Iterator[tuple[str, str]]:
    names: set[str] = set()
    for number, name, value in _pairs(text):
        if name in names:
            raise UnreadLineError(_TWICE.with_values(num=number, name=shown(name)))
        names.add(name)
        yield name, value


def _pairs(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not equals:
            raise UnreadLineError(_NO_PAIR.with_values(num=number, given=shown(line.strip())))
        yield number, name, value


def _column(number: int, label: str, rest: str) -> dict[str, str]:
    found = read_rest(label, rest)
    if found is None:
        raise UnreadLineError(_NO_COLUMN.with_values(num=number, example=COLUMN, given=shown(rest)))
    return found
