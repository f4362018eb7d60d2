"""A company many times over: the objects of a file, with keys and references of their own in each copy."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "backend" / "cli" / "sample" / "company.ndjson"
REFERENCES = ("class", "supplier", "customer", "item", "parent")

Object = dict[str, Any]


def objects_file() -> Path:
    """The file that SYNCLINE_TEST_OBJECTS names, else the sample company."""
    return Path(os.environ.get("SYNCLINE_TEST_OBJECTS") or SAMPLE)


def copies(times: int) -> list[Object]:
    originals = [json.loads(line) for line in objects_file().read_text().splitlines()]
    return [_copy(one, f"-{n}") for n in range(times) for one in originals]


def _copy(original: Object, suffix: str) -> Object:
    body = dict(_suffixed(original["body"], suffix))
    if original["kind"] in {"customer", "supplier"}:
        body["name"] += suffix
    if "lines" in body:
        body["lines"] = [dict(_suffixed(line, suffix)) for line in body["lines"]]
    return original | {"key": original["key"] + suffix, "body": body}


def _suffixed(fields: Object, suffix: str) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        yield name, value + suffix if name in REFERENCES else value
