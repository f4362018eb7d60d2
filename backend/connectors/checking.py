"""Whether settings can be used with a connector: every problem at once. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import IntegrationSettings
from backend.domain.integrations.settings_given import each_once, fitting, misfits, missing, unknown_name
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem
from backend.domain.protocol.times import Times

_PER_KIND = ("automatic", "quiet_seconds")


def check_settings(
    connector: Connector, given: Mapping[str, Any], *, config: Mapping[str, Any], secrets: Collection[str]
) -> tuple[Problem, ...]:
    """`config` and the names of `secrets` as they are now; () when what is given can be used with them."""
    found = misfits(given, IntegrationSettings)
    usable = fitting(given, found)
    found += _secrets(connector, usable.get("secrets", {}), secrets)
    found += [one for field in _PER_KIND for one in _kinds(connector, field, usable.get(field, {}))]
    found += _config(connector, {**config, **usable.get("config", {})}, usable.get("batch_size", 1))
    return each_once(found)


def _secrets(connector: Connector, given: Collection[str], there: Collection[str]) -> Iterator[Problem]:
    for name in given:
        if name not in connector.secrets:
            yield Problem(f"secrets.{name}", unknown_name(name, connector.secrets))
    for name in connector.secrets:
        if name not in given and name not in there:
            yield Problem(f"secrets.{name}", "required: expected text")


def _kinds(connector: Connector, field: str, given: Collection[str]) -> Iterator[Problem]:
    for kind in given:
        if kind not in KINDS:
            yield Problem(f"{field}.{kind}", unknown_name(kind, connector.kinds))
        elif kind not in connector.kinds:
            yield Problem(f"{field}.{kind}", f"{connector.label} does not carry {KINDS[kind].plural.lower()}")


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
        yield Problem("batch_size", f"{connector.label} takes at most {promises.batch_limit} at once, got {batch_size}")
    try:
        Times.of(promises)
    except ValueError as error:
        yield Problem("config", str(error))
