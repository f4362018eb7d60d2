"""Which fields of an object in error its error is about: as the same code builds it, and nothing is written."""

from collections.abc import Iterator, Mapping
from html import unescape

from msgspec.structs import replace

from backend.actions.line.unusable import unusable
from backend.actions.push.broken import BROKEN
from backend.actions.push.build_pushes import CannotSend, Prepared, build_pushes
from backend.domain.integrations.integration import Integration
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Payload, Rendered
from backend.domain.pushes.remote import RemoteRef
from backend.domain.pushes.tracing import Place, field_of, texts_in, with_text
from backend.domain.status import Phase
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import attempts, bindings

_MOST = 40  # fields that are tried


async def blamed_fields(runtime: Runtime, integration_id: int, binding: int) -> frozenset[str]:
    """`lines[0].class`: what cannot be sent as it is, or what the third party refused. Empty: that is not known."""
    integration = await integrations.read(integration_id)
    (row,) = await bindings.read([binding])
    if integration is None or row.phase is not Phase.PARKED or unusable(runtime, integration):
        return frozenset()
    (built,) = await build_pushes(runtime, integration, [row])
    if isinstance(built, CannotSend):
        return frozenset(built.fields)
    last = await attempts.last_write(binding)
    if last is None or not last.blamed or last.version != built.load.version.number:
        return frozenset()
    parents = (await bindings.needs([binding])).parents.get(binding, {})
    return _led_to(last.blamed, runtime, integration, built, parents, await integrations.maps(integration.id))


def _led_to(
    piece: str,
    runtime: Runtime,
    integration: Integration,
    built: Prepared,
    parents: Mapping[ObjectRef, RemoteRef],
    maps: Maps,
) -> frozenset[str]:
    """Fields with another text of which this piece of the request would not stand there, or not as often."""
    connector, config = runtime.connector(integration), runtime.config(integration)
    version, push = built.load.version, built.push
    stands = _text(push.payload).count(piece)

    def render(place: Place, text: str) -> Rendered:
        other = replace(version, body=with_text(version.body, place, text))
        return connector.render(
            built.load.as_sent(other),
            op=push.operation,
            key=push.key,
            remote=push.remote,
            parents=parents,
            config=config,
            maps=maps,
        )

    def leads(place: Place, text: str) -> bool:
        """What cannot be built with another text tells nothing, unless it is refused for it."""
        try:
            rendered = render(place, f"{text}~")
        except BROKEN:
            return False
        if isinstance(rendered, Payload):
            return _text(rendered).count(piece) < stands
        return any(problem.field == field_of(place) for problem in rendered)

    likely = _likely(version, unescape(piece), maps, parents) if stands else ()
    return frozenset(field_of(place) for place, text in likely if leads(place, text))


def _text(payload: Payload) -> str:
    return (payload.before + payload.content).decode()


def _likely(
    version: Version, piece: str, maps: Maps, parents: Mapping[ObjectRef, RemoteRef]
) -> Iterator[tuple[Place, str]]:
    """Fields whose text stands in it, or what maps and records call it there."""
    numbers = {ref.key: record.number for ref, record in parents.items() if record.number}
    named = [{code: value for code, value in entries.items() if value in piece} for entries in maps.entries.values()]
    likely = (
        (place, text)
        for place, text in texts_in(version.body)
        if text in piece
        or numbers.get(text, piece + text) in piece
        or any(text in entries or "*" in entries for entries in named)
    )
    return (one for one, _ in zip(likely, range(_MOST), strict=False))
