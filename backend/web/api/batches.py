"""Batches of versions: lines or an array, each answered for itself."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from backend.domain.envelope import Envelope, decode_json, read_envelope
from backend.domain.objects import Problem
from backend.web.problems import problem, refused

MOST_ITEMS = 10_000

Item = Envelope | tuple[Problem, ...]


def read_batch(body: bytes, content_type: str) -> list[Item] | Response[Any]:
    items = _array(body) if content_type == "application/json" else _lines(body)
    if isinstance(items, Response):
        return items
    if len(items) > MOST_ITEMS:
        return problem(413, f"A batch may have {MOST_ITEMS:,} versions, this one has {len(items):,}; send more of them")
    return items


def _array(body: bytes) -> list[Item] | Response[Any]:
    raw = decode_json(body)
    if isinstance(raw, Problem):
        return refused([raw], 400)
    if not isinstance(raw, list):
        return problem(400, "Expected a JSON array of versions; for one version a line send application/x-ndjson")
    return [read_envelope(one) for one in raw]


def _lines(body: bytes) -> list[Item]:
    return [_line(line) for line in body.split(b"\n") if line.strip()]


def _line(line: bytes) -> Item:
    raw = decode_json(line)
    return (raw,) if isinstance(raw, Problem) else read_envelope(raw)


def answer_batch(items: Sequence[Item], received: Sequence[dict[str, Any]]) -> Response[Any]:
    """200: all stored. 207: some refused. 422: all refused. Each item has its line, from 1."""
    stored = iter(received)
    results = [_result(line, item, stored) for line, item in enumerate(items, 1)]
    refused_count = sum("problems" in one or one["receipt"] == "conflict" for one in results)
    content = {"stored": len(results) - refused_count, "refused": refused_count, "results": results}
    if 0 < refused_count == len(results):
        return problem(422, "All versions are refused; `results` says why for each", **content)
    return Response(content, status_code=207 if refused_count else 200)


def _result(line: int, item: Item, stored: Any) -> dict[str, Any]:
    if isinstance(item, Envelope):
        return {"line": line, **next(stored)}
    return {"line": line, "problems": [{"field": one.field, "sentence": one.sentence} for one in item]}
