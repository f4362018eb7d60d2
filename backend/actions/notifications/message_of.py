"""What is told of a trouble at an integration, with the address of the page that shows it."""

from datetime import UTC, datetime

from backend.domain.integrations.integration import Integration
from backend.domain.notifications.messages import TEST, Data, Message, about, place
from backend.domain.notifications.troubles import Trouble
from backend.runtime import Runtime
from backend.storage.notifications.episodes import Episode

_TEST = "This is a test: notifications of this integration come here"


def message_of(runtime: Runtime, integration: Integration, trouble: Trouble, stage: str, episode: Episode) -> Message:
    data = Data(
        integration=integration.id,
        name=integration.name,
        sentence=about(trouble, stage),
        url=_url(runtime, integration, place(trouble)),
        since=episode.since,
        why=trouble.why,
        next_step=trouble.next_step,
        count=trouble.count,
        cause=trouble.cause,
    )
    return Message(type=f"{trouble.event}.{stage}", timestamp=episode.at, data=data)


def message_of_test(runtime: Runtime, integration: Integration) -> Message:
    url = _url(runtime, integration, "notifications")
    data = Data(integration=integration.id, name=integration.name, sentence=_TEST, url=url)
    return Message(type=TEST, timestamp=datetime.now(UTC), data=data)


def _url(runtime: Runtime, integration: Integration, below: str) -> str:
    settings = runtime.settings
    return f"{settings.url}{settings.base_path}/integrations/{integration.id}/{below}"
