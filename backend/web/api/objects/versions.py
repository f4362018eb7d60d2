"""Object versions that come in: PUT one, POST many."""

from typing import Any

from litestar import Request, Response, Router, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.receive_versions import receive_versions
from backend.domain.ingest.envelope import Envelope, decode_json, read_envelope
from backend.domain.ingest.receiving import Receipt, Received
from backend.domain.objects import MAX_VERSION_BYTES, Problem
from backend.runtime import Runtime
from backend.web.access.client import Client
from backend.web.access.guards import allow_ingest
from backend.web.api.bodies import read_body
from backend.web.api.objects.batches import answer_batch, read_batch
from backend.web.problems import problem, refused
from backend.web.requests.paths import key_of

_STATUS = {Receipt.CREATED: 201, Receipt.UNCHANGED: 200, Receipt.SUPERSEDED: 200}
_LONGEST_NUMBER = 20  # digits: what is longer is no version, and Python reads no more than 4,300


@put("/{kind:str}/{key:str}/versions/{number:str}")
async def update(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    kind: FromPath[str],
    key: FromPath[str],
    number: FromPath[str],
) -> Response[Any]:
    """Store one version. Repeating it is harmless."""
    body = await read_body(request, MAX_VERSION_BYTES, instead="")
    version = int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else number
    named = {"kind": kind, "key": key_of(key), "version": version}
    envelope = _envelope(body, named)
    if isinstance(envelope, Response):
        return envelope
    (received,) = await receive_versions(runtime, [envelope], source=client.name)
    return _answer(received)


def _envelope(body: bytes, named: dict[str, Any]) -> Envelope | Response[Any]:
    raw = decode_json(body)
    if isinstance(raw, Problem):
        return refused([raw], 400)
    if not isinstance(raw, dict):
        return problem(400, "Expected a JSON object with the body of the version")
    other = [name for name, value in named.items() if raw.get(name, value) != value]
    if other:
        return refused([Problem(name, "differs from the address") for name in other], 400)
    envelope = read_envelope(raw | named)
    if isinstance(envelope, Envelope):
        return envelope
    outside = any(one.sentence.startswith("unknown") or one.field in named for one in envelope)
    return refused(envelope, 400 if outside else 422)


def _answer(received: Received) -> Response[Any]:
    if received.receipt is Receipt.CONFLICT:
        sentence = f"Version {received.version} of {received.ref} is stored with other content; a version never changes"
        return refused([Problem("version", sentence)], 409)
    return Response(content_of(received), status_code=_STATUS[received.receipt])


def content_of(received: Received) -> dict[str, Any]:
    content: dict[str, Any] = {
        "kind": received.ref.kind,
        "key": received.ref.key,
        "version": received.version,
        "receipt": received.receipt,
    }
    if received.receipt is Receipt.SUPERSEDED:
        content["superseded_by"] = received.newest
    if received.custom:
        content["custom"] = received.custom
    return content


@post("/", status_code=200)
async def create(
    request: Request[Any, Any, Any], runtime: NamedDependency[Runtime], client: NamedDependency[Client]
) -> Response[Any]:
    """Store many: NDJSON, or a JSON array. Good lines are kept, refused ones are named."""
    batch = read_batch(await read_body(request), request.content_type[0])
    if isinstance(batch, Response):
        return batch
    good = [envelope for envelope in batch.values() if isinstance(envelope, Envelope)]
    received = await receive_versions(runtime, good, source=client.name) if good else []
    return answer_batch(batch, [content_of(one) for one in received])


router = Router("/objects", route_handlers=[update, create], guards=[allow_ingest])
