"""Whether an integration can be worked with at all, as far as it can be seen without asking anybody."""

import msgspec

from backend.actions.push.broken import BROKEN, fault_of_ours
from backend.connectors.checking import check_settings
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.times import Times
from backend.runtime import NoConnectorError, Runtime

_MENDS = "An administrator of Syncline corrects them; then it goes on by itself"


def unusable(runtime: Runtime, integration: Integration) -> str:
    """Why not, and who can mend it; "" when it can."""
    try:
        Times.of(runtime.promises(integration))
    except NoConnectorError as problem:
        return problem.sentence
    except (msgspec.ValidationError, ValueError) as problem:
        return f"Its settings cannot be used: {_named(runtime, integration) or problem}. {_MENDS}"
    except BROKEN as problem:
        return fault_of_ours(problem)
    return ""


def _named(runtime: Runtime, integration: Integration) -> str:
    """The settings that are at fault."""
    connector, there = runtime.connector(integration), integration.secrets
    return "; ".join(map(str, check_settings(connector, {}, config=integration.config, secrets=there)))
