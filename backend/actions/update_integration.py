"""Change the settings of an integration. Joins the caller's transaction, or opens its own."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from backend.connectors.protocol import Connector
from backend.domain.integration import Integration, IntegrationSettings
from backend.domain.objects import Problem
from backend.domain.protocol.times import Times
from backend.runtime import Runtime, secret_place
from backend.security.seal import seal
from backend.storage import audits, integrations
from backend.storage.database import joined
from backend.storage.protocol import attempts


async def update_integration(
    runtime: Runtime, integration_id: int, settings: Mapping[str, Any], *, by: str
) -> tuple[Problem, ...]:
    """Only what is given changes; `config` is merged field by field. () when it is done, else why not."""
    async with joined():
        integration = await integrations.read(integration_id)
        assert integration is not None
        try:
            given = msgspec.convert(dict(settings), IntegrationSettings)
        except msgspec.ValidationError as problem:
            return (_problem(problem),)
        changed = {name: value for name, value in msgspec.to_builtins(given).items() if value is not None}
        problems = _check(runtime, integration, changed) or await _check_company(runtime, integration, changed)
        if not problems:
            await integrations.update(integration_id, _merged(runtime, integration, changed))
            await audits.write(by, "integration.changed", integration_id, facts={"fields": sorted(changed)})
    return problems


def _problem(problem: msgspec.ValidationError) -> Problem:
    unknown = re.search(r"unknown field `(.*)`", str(problem))
    if unknown:
        expected = ", ".join(IntegrationSettings.__struct_fields__)
        return Problem(unknown[1], f"unknown: expected {expected}")
    sentence, _, place = str(problem).partition(" - at `$.")
    return Problem(place.rstrip("`"), sentence)


def _check(runtime: Runtime, integration: Integration, changed: dict[str, Any]) -> tuple[Problem, ...]:
    connector = runtime.connector(integration)
    unknown = set(changed.get("secrets", {})) - set(connector.secrets)
    if unknown:
        return (Problem(f"secrets.{min(unknown)}", f"unknown: expected {', '.join(connector.secrets)}"),)
    missing = set(connector.secrets) - set(integration.secrets) - set(changed.get("secrets", {}))
    if missing:
        return (Problem(f"secrets.{min(missing)}", "required"),)
    strange = (set(changed.get("automatic", {})) | set(changed.get("quiet_seconds", {}))) - set(connector.kinds)
    if strange:
        return (Problem("automatic", f"{connector.label} does not carry {min(strange)}"),)
    config = integration.config | changed.get("config", {})
    return _check_config(connector, config)


def _check_config(connector: Connector, config: dict[str, Any]) -> tuple[Problem, ...]:
    fields = connector.config.__struct_fields__
    extra = set(config) - set(fields)
    if extra:
        return (Problem(f"config.{min(extra)}", f"unknown: expected {', '.join(fields)}"),)
    try:
        read = msgspec.convert(config, connector.config)
        Times.of(connector.promises(read))
    except (msgspec.ValidationError, ValueError) as problem:
        return (Problem("config", str(problem)),)
    refused = connector.refuses(read)
    return (Problem("config", refused),) if refused else ()


async def _check_company(runtime: Runtime, integration: Integration, changed: dict[str, Any]) -> tuple[Problem, ...]:
    """Records and keys belong to the company that they were sent to."""
    if not integration.config or "config" not in changed:
        return ()
    connector = runtime.connector(integration)
    before, after = (
        connector.company(msgspec.convert(config, connector.config))
        for config in (integration.config, integration.config | changed["config"])
    )
    moved = [field for field, name in before.items() if after[field] != name]
    if not moved or not await attempts.has_sent(integration.id):
        return ()
    names = f"objects were sent to {before[moved[0]]}, and their records and keys are there"
    return (Problem(f"config.{moved[0]}", f"stays: {names}. Make a new integration for {after[moved[0]]}"),)


def _merged(runtime: Runtime, integration: Integration, changed: dict[str, Any]) -> dict[str, Any]:
    sealed = {
        name: seal(runtime.settings.secret, text, place=secret_place(integration.id, name))
        for name, text in changed.get("secrets", {}).items()
    }
    merged = {"config": integration.config | changed.get("config", {}), "secrets": integration.secrets | sealed}
    return changed | {name: value for name, value in merged.items() if name in changed}
