"""What can be said of an integration without asking the third party: whether it is held, its settings, its secrets."""

from collections.abc import Iterator

from backend.connectors.checking import check_settings
from backend.connectors.protocol import Connector
from backend.domain.integrations.findings import About, Finding, unwell
from backend.domain.integrations.integration import Integration
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.runtime import Runtime
from backend.security.seal import UnsealError

ALL_WELL = "Settings and secrets are there and can be used"
RELEASE = "Release the integration: what waits is kept, and is sent then."


def check_standing(runtime: Runtime, integration: Integration) -> tuple[list[Finding], bool]:
    """Also whether the settings are good enough to ask the third party."""
    connector = runtime.connector(integration)
    unusable = [
        unwell(About.SETTINGS, _of_settings(sentence), connector.label, stuck=tuple(connector.kinds))
        for sentence in _problems(runtime, integration)
    ]
    well = Finding(about=About.SETTINGS, ok=True, sentence=ALL_WELL)
    return [*_held(integration, connector), *(unusable or [well])], not unusable


def _of_settings(sentence: str) -> Health:
    return Health(ok=False, sentence=sentence, who=Who.SETTINGS)


def _held(integration: Integration, connector: Connector) -> Iterator[Finding]:
    if integration.held_reason is not None:
        held = _of_settings(f"Nothing is sent, since the integration is held: {integration.held_reason}")
        yield unwell(About.HELD, held, connector.label, stuck=tuple(connector.kinds), next_step=RELEASE)


def _problems(runtime: Runtime, integration: Integration) -> Iterator[str]:
    connector, there = runtime.connector(integration), integration.secrets
    for problem in check_settings(
        connector, {"batch_size": integration.batch_size}, config=integration.config, secrets=there
    ):
        yield str(problem)
    for name in sorted(there):
        try:
            runtime.secret(integration, name)
        except UnsealError:
            yield f"secrets.{name}: cannot be opened with this installation's SYNCLINE_SECRET. Enter it again"
