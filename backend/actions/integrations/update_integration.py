"""Change the settings of an integration. Joins the caller's transaction, or opens its own."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backend.actions.integrations.check_name import check_name
from backend.actions.line.mend_line import mend_line
from backend.connectors.checking import check_settings
from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import Integration
from backend.domain.integrations.settings_given import fitting, misfits
from backend.domain.integrations.settings_seen import MEANWHILE, settings_mark
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.runtime import Runtime, secret_place
from backend.security.seal import seal
from backend.storage import audits, integrations
from backend.storage.postgres.database import joined
from backend.storage.protocol import attempts

_MENDING = {"config", "secrets", "connections_allowed", "batch_size", "transaction_level", "level_overrides"}


async def update_integration(
    runtime: Runtime, integration_id: int, settings: Mapping[str, Any], *, by: str, seen: str | None = None
) -> tuple[Problem, ...]:
    """Only what is given changes; `config` is merged field by field. () when it is done, else why not. What may have
    mended the line lets it be tried at once. `seen`: the mark of the settings that were shown; others are kept."""
    async with joined():
        await integrations.lock(integration_id)
        integration = await integrations.read(integration_id)
        assert integration is not None
        if seen not in (None, settings_mark(integration)):
            return (MEANWHILE,)
        connector, config, secrets = runtime.connector(integration), integration.config, integration.secrets
        problems = check_settings(connector, settings, config=config, secrets=secrets)
        problems += await check_name(settings.get("name"), of=integration_id)
        changed = {name: value for name, value in settings.items() if value is not None}
        problems = problems or await _check_company(runtime, integration, changed)
        if not problems:
            await integrations.update(integration_id, _merged(runtime, integration, changed))
            if _MENDING & changed.keys():
                await mend_line(integration_id)
            await audits.write(by, "integration.changed", integration_id, facts={"fields": sorted(changed)})
    return problems


async def _check_company(runtime: Runtime, integration: Integration, changed: dict[str, Any]) -> tuple[Problem, ...]:
    """Records and keys belong to the company that they were sent to; and each object is sent to it once."""
    if "config" not in changed:
        return ()
    connector, config = runtime.connector(integration), integration.config | changed["config"]
    before, after = _company(connector, integration.config) if integration.config else {}, _company(connector, config)
    moved = [field for field, name in after.items() if before.get(field) != name]
    if before and moved and await attempts.has_sent(integration.id):
        return (_problem(moved[0], _STAYS, before=before[moved[0]], after=after[moved[0]]),)
    if not moved or connector.stays_here(msgspec.convert(config, connector.config)):  # that is for trying things out
        return ()
    return await _shared(connector, integration, after)


async def _shared(connector: Connector, integration: Integration, company: Mapping[str, str]) -> tuple[Problem, ...]:
    """Of two that know nothing of each other's refusals each would make what the other made."""
    await integrations.alone_with_companies()
    field, name = next(iter(company.items()))
    for one in await integrations.every():
        is_other = one.id != integration.id and one.connector == integration.connector
        if is_other and _folded(_company(connector, one.config)) == _folded(company):
            return (_problem(field, _TWICE, name=name, other=one.name),)
    return ()


def _folded(company: Mapping[str, str]) -> dict[str, str]:
    return {field: name.casefold() for field, name in company.items()}


def _problem(field: str, sentence: Sentence, **values: str) -> Problem:
    return Problem(f"config.{field}", sentence.with_values(**values))


_STAYS = Sentence(
    "stays: objects were sent to %(before)s, and their records and keys are there. Make a new integration for %(after)s"
)
_TWICE = Sentence(
    "%(name)s is the company of %(other)s already: both would send each object there, and make it twice. Change the "
    "settings of %(other)s instead"
)


def _company(connector: Connector, config: Mapping[str, Any]) -> Mapping[str, str]:
    """By what can be used of the config; nothing is known of one that names no company."""
    usable = fitting(config, misfits(config, connector.config))
    try:
        return connector.company(msgspec.convert(usable, connector.config))
    except msgspec.ValidationError:
        return {}


def _merged(runtime: Runtime, integration: Integration, changed: dict[str, Any]) -> dict[str, Any]:
    sealed = {
        name: seal(runtime.settings.secret, text, place=secret_place(integration.id, name))
        for name, text in changed.get("secrets", {}).items()
    }
    merged = {"config": integration.config | changed.get("config", {}), "secrets": integration.secrets | sealed}
    return changed | {name: value for name, value in merged.items() if name in changed}
