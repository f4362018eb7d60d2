"""Settings as their form shows them, and what comes back of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import QUIET_SECONDS, Integration
from backend.domain.integrations.setting_fields import (
    Control,
    Field,
    UnreadLineError,
    common_fields,
    connector_fields,
    kind_fields,
    problem_of,
    read,
    secret_fields,
    written,
)
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.web.access.auth import AnyRequest
from backend.web.requests.forms import field_of

NAME = Field(name="name", label=Sentence("Name"))

Typed = dict[str, str]  # name of a field → its text


class Shown(msgspec.Struct, frozen=True):
    """A field with its text, and what is wrong with it."""

    field: Field
    text: str
    problem: str


class ShownForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Shown
    config: list[Shown]
    secrets: list[Shown]
    common: list[Shown]
    kinds: list[tuple[Shown, Shown]]
    wrong: int  # fields that say what is wrong with them
    others: list[str]  # what is wrong, and with none of the fields

    @property
    def connection(self) -> list[Shown]:
        """What somebody has to find out stands together, passwords too; what has a default comes after it."""
        needed = [one for one in self.config if one.field.default is None]
        return [*needed, *self.secrets, *(one for one in self.config if one not in needed)]


class Form(msgspec.Struct, frozen=True):
    """All fields of an integration, in the order people see them."""

    connector: Sequence[Field]
    secrets: Sequence[Field]
    common: Sequence[Field] = ()
    kinds: Sequence[tuple[Field, Field]] = ()

    @property
    def every(self) -> list[Field]:
        per_kind = [one for pair in self.kinds for one in pair]
        return [NAME, *self.connector, *self.secrets, *self.common, *per_kind]

    def shown(self, typed: Typed, problems: Sequence[Problem]) -> ShownForm:
        def show(field: Field) -> Shown:
            return Shown(field, typed.get(field.name, ""), problem_of(field, problems))

        return ShownForm(
            name=show(NAME),
            config=[show(one) for one in self.connector],
            secrets=[show(one) for one in self.secrets],
            common=[show(one) for one in self.common],
            kinds=[(show(automatic), show(quiet)) for automatic, quiet in self.kinds],
            wrong=sum(bool(problem_of(field, problems)) for field in self.every),
            others=[one.told for one in problems if not any(problem_of(field, [one]) for field in self.every)],
        )


def form_of(connector: Connector, integration: Integration, most_at_once: int) -> Form:
    return Form(
        connector_fields(connector.config),
        secret_fields(connector.secrets, integration.secrets),
        common_fields(most_at_once),
        kind_fields(connector.kinds),
    )


def new_form(connector: Connector) -> Form:
    """What must be known before there is an integration; the others have defaults."""
    return Form(connector_fields(connector.config), secret_fields(connector.secrets, ()))


def values_of(form: Form, integration: Integration) -> dict[str, Any]:
    """As they are now. Nothing of secrets."""
    stored = {one: getattr(integration, one) for one in ("config", "automatic", "quiet_seconds")}
    own = [msgspec.to_builtins(one) for one in integration.own_columns]
    values: dict[str, Any] = {}
    for field in form.every:
        group, _, name = field.name.partition(".")
        if field.control is Control.HIDDEN:
            values[field.name] = ""
        elif name:
            values[field.name] = stored[group].get(name, field.default)
        else:
            values[field.name] = own if field.control is Control.COLUMNS else getattr(integration, field.name)
    return values


def texts_of(values: Mapping[str, Any]) -> Typed:
    return {name: written(value) for name, value in values.items()}


async def typed_in(request: AnyRequest, form: Form) -> Typed:
    return {field.name: await field_of(request, field.name) for field in form.every}


def settings_of(form: Form, typed: Typed, now: Mapping[str, Any]) -> dict[str, Any] | tuple[Problem, ...]:
    """What differs from `now`, as an action takes it; or what cannot be read at all."""
    values, problems = {}, []
    for field in form.every:
        try:
            values[field.name] = read(field, typed[field.name])
        except UnreadLineError as error:
            problems.append(Problem(field.name, error.sentence))
    return tuple(problems) or _changed(values, now)


def _changed(values: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for at, value in values.items():
        group, _, name = at.partition(".")
        if value == now.get(at) or (value == "" and now.get(at) is None):
            continue
        if group in ("automatic", "quiet_seconds"):  # replaced whole
            settings[group] = _whole(values, group)
        elif name:
            settings.setdefault(group, {})[name] = value
        else:
            settings[at] = value
    return settings


def _whole(values: Mapping[str, Any], group: str) -> dict[str, Any]:
    """Without what is as it would be anyway."""
    usual = False if group == "automatic" else QUIET_SECONDS
    inside = {at.removeprefix(f"{group}."): value for at, value in values.items() if at.startswith(f"{group}.")}
    return {name: value for name, value in inside.items() if value != usual}
