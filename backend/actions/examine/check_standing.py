"""What can be said of an integration without asking the third party: whether it is held, its settings, its secrets."""

from collections.abc import Iterator

from backend.connectors.checking import check_settings
from backend.connectors.protocol import Connector
from backend.domain.integrations.findings import About, Finding, unwell
from backend.domain.integrations.integration import Integration
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.domain.sentence import Sentence
from backend.runtime import NoConnectorError, Runtime
from backend.security.seal import UnsealError

ALL_WELL = Sentence("Settings and secrets are there and can be used")
RELEASE = Sentence("Release the integration: what waits is kept, and is sent then.")
START = Sentence(
    "Start the Syncline that has this connector. Until then nothing is lost, and objects can be looked at."
)
UNSEALABLE = Sentence("cannot be opened with this installation's SYNCLINE_SECRET. Enter it again")


def check_standing(runtime: Runtime, integration: Integration) -> tuple[list[Finding], bool]:
    """Also whether the settings are good enough to ask the third party."""
    try:
        connector = runtime.connector(integration)
    except NoConnectorError as problem:
        return [unwell(About.SETTINGS, _of_settings(problem.sentence), "", stuck=(), next_step=START)], False
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
        held = _of_settings(
            Sentence("Nothing is sent, since the integration is held: %(reason)s", reason=integration.held_reason)
        )
        yield unwell(About.HELD, held, connector.label, stuck=tuple(connector.kinds), next_step=RELEASE)


def _problems(runtime: Runtime, integration: Integration) -> Iterator[str]:
    connector, there = runtime.connector(integration), integration.secrets
    for problem in check_settings(
        connector, {"batch_size": integration.batch_size}, config=integration.config, secrets=there
    ):
        yield _named(problem.field, problem.sentence)
    for name in sorted(there):
        try:
            runtime.secret(integration, name)
        except UnsealError:
            yield _named(f"secrets.{name}", UNSEALABLE)


def _named(field: str, sentence: str) -> str:
    return Sentence("%(field)s: %(sentence)s", field=field, sentence=sentence) if field else sentence
