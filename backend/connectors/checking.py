"""Whether settings can be used with a connector: every problem at once. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import IntegrationSettings
from backend.domain.integrations.settings_given import each_once, fitting, misfits, missing, unknown_name
from backend.domain.integrations.source_links import template_problem
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem
from backend.domain.own_columns.checking import own_column_problems
from backend.domain.own_columns.column import OwnColumn
from backend.domain.protocol.times import Times
from backend.domain.sentence import Sentence

_PER_KIND = ("automatic", "quiet_seconds")
_MOST = Sentence("%(third_party)s takes at most %(most)s at once, got %(given)s")


def check_settings(
    connector: Connector, given: Mapping[str, Any], *, config: Mapping[str, Any], secrets: Collection[str]
) -> tuple[Problem, ...]:
    """`config` and the names of `secrets` as they are now; () when what is given can be used with them."""
    found = misfits(given, IntegrationSettings)
    usable = fitting(given, found)
    found += _secrets(connector, usable.get("secrets", {}), secrets)
    found += [one for field in _PER_KIND for one in _kinds(connector, field, usable.get(field, {}))]
    found += _config(connector, {**config, **usable.get("config", {})}, usable.get("batch_size", 1))
    if why := template_problem(usable.get("source_url", "")):
        found.append(Problem("source_url", why))
    if not any(one.field.startswith("own_columns") for one in found):
        columns = msgspec.convert(usable.get("own_columns", []), list[OwnColumn])
        found += own_column_problems(columns, connector.kinds)
    return each_once(found)


def _secrets(connector: Connector, given: Collection[str], there: Collection[str]) -> Iterator[Problem]:
    for name in given:
        if name not in connector.secrets:
            yield Problem(f"secrets.{name}", unknown_name(name, connector.secrets))
    for name in connector.secrets:
        if name not in given and name not in there:
            yield Problem(f"secrets.{name}", Sentence("required: expected %(what)s", what=Sentence("text")))


def _kinds(connector: Connector, field: str, given: Collection[str]) -> Iterator[Problem]:
    for kind in given:
        if kind not in KINDS:
            yield Problem(f"{field}.{kind}", unknown_name(kind, connector.kinds))
        elif kind not in connector.kinds:
            yield Problem(
                f"{field}.{kind}",
                Sentence(
                    "%(third_party)s does not carry %(kinds)s",
                    third_party=connector.label,
                    kinds=KINDS[kind].plural.lower(),
                ),
            )


def _config(connector: Connector, config: dict[str, Any], batch_size: int) -> list[Problem]:
    form = connector.config
    found = misfits(config, form, "config") + missing(config, form, "config")
    return found or list(_contradictions(connector, msgspec.convert(config, form), batch_size))


def _contradictions(connector: Connector, config: Any, batch_size: int) -> Iterator[Problem]:
    """Each value for itself is right."""
    for one in connector.refuses(config):
        yield Problem(f"config.{one.field}", one.sentence)
    promises = connector.promises(config)
    if batch_size > promises.batch_limit:
        yield Problem(
            "batch_size", _MOST.with_values(third_party=connector.label, most=promises.batch_limit, given=batch_size)
        )
    try:
        Times.of(promises)
    except ValueError as error:
        yield Problem("config", str(error))
