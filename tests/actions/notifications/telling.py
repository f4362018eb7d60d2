"""Somebody who is told, and time that passes for what is to be told."""

from datetime import timedelta

from backend.actions.notifications.create_subscription import Created, create_subscription
from backend.actions.notifications.note_episodes import note_episodes
from backend.domain.notifications.troubles import Topic
from backend.runtime import Runtime
from tests.factories import sql

HOOK = "https://hooks.example/services/t0ps3cret"
MINUTE = timedelta(minutes=1)


async def subscribe(
    runtime: Runtime, integration: int, *topics: Topic, channel: str = "webhook", address: str = HOOK
) -> Created:
    done = await create_subscription(
        runtime, integration, channel=channel, address=address, topics=topics or list(Topic), by="tests"
    )
    assert isinstance(done, Created), done
    return done


async def after(runtime: Runtime, by: timedelta = 2 * MINUTE) -> list[tuple[str, str]]:
    """What was told until then: (event, sentence)."""
    await note_episodes(runtime)
    await sql(
        "UPDATE episode SET (since, noted_at, gone_since) = (since - $1::interval, noted_at - $1, gone_since - $1)", by
    )
    await note_episodes(runtime)
    return await told()


async def told() -> list[tuple[str, str]]:
    text = "SELECT event, content::jsonb -> 'data' ->> 'sentence' AS sentence FROM notification ORDER BY id"
    return [(row["event"], row["sentence"]) for row in await sql(text)]
