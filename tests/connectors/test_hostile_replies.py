"""Answers made to hurt: unknown, and soon."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.sage_intacct.replies import read_reply
from backend.domain.pushes.outcome import Result
from tests.connectors.gateway import answer, failure
from tests.connectors.hostile import SENT
from tests.connectors.hostile_answers import FINE, ID, LARGE, doubtful

ROOT = Path(__file__).parents[2]
CANARY = "the canary sings"


def costly() -> dict[str, bytes]:
    """Refusals that are one, as long and as twisted as an answer holds them."""
    texts = {
        "one letter": "a" * 1_300,
        "short words": "a a " * 300,
        "long spaces": "contact " + " x" * 500,
        "the beginning of a rule": "invalid " * 140,
        "many quotes": "invalid a 'b " * 90,
        "quotes and nothing else": "' " * 600,
        "a place for a value without an end": "invalid customer " + "x is " * 230,
        "half a rule": "posted cannot " * 80,
        "support ids without an end": "[Support ID " * 90,
        "tags without an end": "&lt;a&quot;" * 110,
        "tags in quotes": "&lt;a &apos;&gt;" * 80,
        "escapes of escapes": "&amp;amp;amp;lt;" * 80,
        "mark-up": "<b/>" * 20 + "x" * 900,
    }
    made = {name: _refusals(text) for name, text in texts.items()}
    return made | {"one huge refusal": answer(failure(ID, ("X", "\U0001f642" + "x" * LARGE)))}


def _refusals(text: str) -> bytes:
    error = f"<error><description>{text}</description><description2>{text}</description2></error>"
    errors = f"<errormessage>{error * 4}</errormessage>"
    each = [failure(control_id).replace("<errormessage></errormessage>", errors) for control_id in SENT]
    body = answer(*each)
    assert len(body) < LARGE
    return body


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Name → what it cost. A server listens where the answers point to; whoever is asked is told under `asked`."""
    folder = tmp_path_factory.mktemp("hostile")
    canary = folder / "canary.txt"
    canary.write_text(CANARY)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        bodies = doubtful(canary, f"http://127.0.0.1:{server.getsockname()[1]}") | costly()
        for name, body in bodies.items():
            (folder / name).write_bytes(body)
        command = [sys.executable, "-m", "tests.connectors.hostile", *[str(folder / name) for name in bodies]]
        lines = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.splitlines()
        with pytest.raises(BlockingIOError):  # nobody called
            server.accept()
    return {one["name"]: one for one in map(json.loads, lines)}


NAMES = list(doubtful(Path("/"), "http://127.0.0.1:9"))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_answer_is_unknown(measured: dict[str, dict[str, Any]], name: str) -> None:
    for result, sentence, raw in measured[name]["said"]:
        assert result == "unknown"
        assert sentence
        assert CANARY not in sentence + raw
        assert len(sentence) < 1_000
        assert len(raw) < 5_000


@pytest.mark.parametrize("name", costly())
def test_a_long_refusal_is_one_of_what_it_names_and_of_nothing_else(
    measured: dict[str, dict[str, Any]], name: str
) -> None:
    refused = 1 if name == "one huge refusal" else len(SENT)
    results = [result for result, _, _ in measured[name]["said"]]

    assert results == ["rejected"] * refused + ["unknown"] * (len(SENT) - refused)


@pytest.mark.parametrize("name", [*NAMES, *costly()])
def test_a_hostile_answer_costs_less_than_a_second_and_50_mb_and_reaches_nothing(
    measured: dict[str, dict[str, Any]], name: str
) -> None:
    assert measured[name]["cpu"] < 1
    assert measured[name]["memory"] < 50 * 1024 * 1024
    assert measured[name]["reached"] == []


@given(st.binary(max_size=200), st.integers(0, len(FINE)), st.integers(0, 40))
def test_an_answer_with_damage_never_raises_and_never_succeeds_for_another(noise: bytes, place: int, cut: int) -> None:
    damaged = FINE[:place] + noise + FINE[place + cut :]

    reply = read_reply(damaged, http_status=200, content_type="text/xml", sent=["b"])

    assert reply.outcomes["b"].result is not Result.APPLIED


@given(st.text(max_size=300), st.text(max_size=20))
def test_no_error_text_breaks_the_classification(text: str, number: str) -> None:
    escaped = "".join(f"&#{ord(c)};" for c in text if c.isprintable())

    reply = read_reply(
        answer(failure("a", ("".join(f"&#{ord(c)};" for c in number if c.isprintable()), escaped))),
        http_status=200,
        content_type="text/xml",
        sent=["a"],
    )

    assert reply.outcomes["a"].result is not Result.APPLIED
    assert reply.outcomes["a"].sentence
