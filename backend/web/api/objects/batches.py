"""Batches of versions: lines or an array, each answered for itself under the number of its line."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from backend.domain.ingest.envelope import Envelope, decode_json, read_envelope
from backend.domain.objects import MAX_VERSION_BYTES, Problem
from backend.web.problems import problem, refused

MOST_ITEMS = 10_000

Item = Envelope | tuple[Problem, ...]
_LARGE = (Problem("", f"too large: a version may have {MAX_VERSION_BYTES // 2**20} MB"),)


def read_batch(body: bytes, content_type: str) -> dict[int, Item] | Response[Any]:
    """The items by their line in the body, or by their place in the array; both from 1."""
    items = _array(body) if content_type == "application/json" else _lines(body)
    if isinstance(items, Response):
        return items
    if len(items) > MOST_ITEMS:
        return problem(413, f"A batch may have {MOST_ITEMS:,} versions, this one has {len(items):,}; send more of them")
    return items


def _array(body: bytes) -> dict[int, Item] | Response[Any]:
    raw = decode_json(body)
    if isinstance(raw, Problem):
        return refused([raw], 400)
    if not isinstance(raw, list):
        return problem(400, "Expected a JSON array of versions; for one version a line send application/x-ndjson")
    large = _large_ones(raw) if len(body) > MAX_VERSION_BYTES else frozenset()
    return {place: _LARGE if place in large else read_envelope(one) for place, one in enumerate(raw, 1)}


def _large_ones(raw: list[Any]) -> frozenset[int]:
    return frozenset(place for place, one in enumerate(raw, 1) if _size(one) > MAX_VERSION_BYTES)


def _size(raw: Any) -> int:
    return len(json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _lines(body: bytes) -> dict[int, Item]:
    return {number: _line(line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()}


def _line(line: bytes) -> Item:
    if len(line) > MAX_VERSION_BYTES:
        return _LARGE
    raw = decode_json(line)
    return (raw,) if isinstance(raw, Problem) else read_envelope(raw)


def answer_batch(items: Mapping[int, Item], received: Sequence[dict[str, Any]]) -> Response[Any]:
    """200: all stored. 207: some refused. 422: all refused."""
    stored = iter(received)
    results = [_result(line, item, stored) for line, item in items.items()]
    refused_count = sum("problems" in one or one["receipt"] == "conflict" for one in results)
    content = {"stored": len(results) - refused_count, "refused": refused_count, "results": results}
    if 0 < refused_count == len(results):
        return problem(422, "All versions are refused; `results` says why for each", **content)
    return Response(content, status_code=207 if refused_count else 200)


def _result(line: int, item: Item, stored: Any) -> dict[str, Any]:
    if isinstance(item, Envelope):
        return {"line": line, **next(stored)}
    return {"line": line, "problems": [{"field": one.field, "sentence": one.sentence} for one in item]}
