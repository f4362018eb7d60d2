"""Whether an integration can be worked with at all, as far as it can be seen without asking anybody."""

import msgspec

from backend.actions.push.broken import BROKEN, fault_of_ours
from backend.connectors.checking import check_settings
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.times import Times
from backend.domain.sentence import kept
from backend.runtime import NoConnectorError, Runtime


def unusable(runtime: Runtime, integration: Integration) -> str:
    """Why not, and who can mend it; "" when it can."""
    try:
        Times.of(runtime.promises(integration))
    except NoConnectorError:
        return kept(
            "There is no connector %(name)s: another Syncline wrote its settings. Start that one",
            name=repr(integration.connector),
        )
    except (msgspec.ValidationError, ValueError) as problem:
        return kept(
            "Its settings cannot be used: %(why)s. An administrator of Syncline corrects them; then it goes on "
            "by itself",
            why=_named(runtime, integration) or problem,
        )
    except BROKEN as problem:
        return fault_of_ours(problem)
    return ""


def _named(runtime: Runtime, integration: Integration) -> str:
    """The settings that are at fault."""
    connector, there = runtime.connector(integration), integration.secrets
    return "; ".join(map(str, check_settings(connector, {}, config=integration.config, secrets=there)))
