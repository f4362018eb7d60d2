"""Answers made to hurt: unknown, and soon."""

import gzip
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
from tests.connectors.gateway import answer, error_message, failure, success
from tests.connectors.hostile import SENT

ROOT = Path(__file__).parents[2]
ID = "k0"
FINE = answer(success(ID))
BARE = FINE.partition(b"?>")[2]  # without declaration, so that a document type may stand before it
LARGE = 4 * 1024 * 1024 - 9_000
NESTED = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
BOMB = b'<!DOCTYPE response [<!ENTITY a0 "aaaaaaaaaa">%s]>' % NESTED
PIECES = "<![CDATA[1]]>" * 190_000
CANARY = "the canary sings"


def doubtful(canary: Path, address: str) -> dict[str, bytes]:
    """Answers that say nothing that can be believed."""
    outside = f'<!DOCTYPE response [<!ENTITY x SYSTEM "{canary.as_uri()}"><!ENTITY y SYSTEM "{address}/y">]>'.encode()
    include = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="%s"/>'
    style = f'<?xml-stylesheet type="text/xsl" href="{address}/x.xsl"?>'.encode()
    return {
        "external entity": outside + BARE.replace(b"<key>1", b"<key>&x;"),
        "external entity by http": outside + BARE.replace(b"<key>1", b"<key>&y;"),
        "external parameter entity": b'<!DOCTYPE r [<!ENTITY %% p SYSTEM "%s/p"> %%p;]>' % address.encode() + BARE,
        "external dtd": f'<!DOCTYPE response SYSTEM "{address}/evil.dtd">'.encode() + BARE,
        "public dtd": f'<!DOCTYPE response PUBLIC "-//X//Y" "{address}/evil.dtd">'.encode() + BARE,
        "schema and style sheet": style + BARE.replace(b"</operation>", b""),
        "entity bomb": BOMB + BARE.replace(b"<key>1", b"<key>&a11;"),
        "entity bomb in an attribute": BOMB + BARE.replace(b"<key>", b'<key a="&a11;">'),
        "entity bomb in utf-16": (BOMB + b"<response>&a11;</response>").decode().encode("utf-16"),
        "an inclusion of a file": FINE.replace(b"<key>1", b"<key>" + (include % canary.as_uri()).encode()),
        "an inclusion by http": FINE.replace(b"<key>1", b"<key>" + (include % address).encode()),
        "200,000 levels": b"<response>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</response>",
        "90,000 levels": b"<response>" + b"<a>" * 90_000 + b"</a>" * 90_000 + b"</response>",
        "deep inside a result": FINE.replace(b"<key>", b"<data>" + b"<a>" * 200 + b"</a>" * 200 + b"</data><key>"),
        "two million siblings": b"<response>" + b"<a/>" * 2_000_000 + b"</response>",
        "as many siblings as are read": b"<response>" + b"<a/>" * 199_000 + b"</response>",
        "many results": answer("<result/>" * 199_000),
        "many results of one name": answer("<result><controlid>k0</controlid></result>" * 49_000),
        "many records": answer(success(ID, "<data>" + "<c><RECORDNO>1</RECORDNO></c><c/>" * 39_000 + "</data>")),
        "huge text": b"<response>" + b"x" * 12_000_000 + b"</response>",
        "huge text of wide characters": answer(success(ID, "\U0001f642" + "x" * LARGE, function="read")),
        "huge control id": answer(success("\U0001f642" + "x" * LARGE)),
        "huge key": answer(success(ID, f"<key>{'1' * LARGE}</key>")),
        "huge record number": answer(success(ID, f"<data><c><RECORDNO>{'1' * LARGE}</RECORDNO></c></data>")),
        "huge record number in pieces": answer(success(ID, f"<data><c><RECORDNO>{PIECES}</RECORDNO></c></data>")),
        "huge key in pieces": answer(success(ID, f"<key>{PIECES}</key>")),
        "huge level": answer(success(ID), location="1" * LARGE),
        "huge function of a write": answer(success(ID, function="create_" + "x" * LARGE)),
        "huge function": answer(success(ID, function="x" * LARGE)),
        "huge status": answer(success(ID).replace("success", "x" * LARGE)),
        "huge error beside a success": answer(success(ID, error_message(("X", "\U0001f642" + "x" * LARGE)))),
        "huge attribute": b'<response a="' + b"x" * LARGE + b'"/>',
        "huge name": b"<response><" + b"n" * LARGE + b"/></response>",
        "huge comment": FINE.replace(b"<key>1", b"<!--" + b"x" * LARGE + b"-->"),
        "many character references": b"<response>" + b"&#65;" * 800_000 + b"</response>",
        "many attributes": b"<response" + b"".join(b" a%d='1'" % n for n in range(300_000)) + b"/>",
        "many attributes with spaces": b"<response" + b"".join(b" a%d = '1'" % n for n in range(300_000)) + b"/>",
        "many name spaces": b"<response" + b"".join(b" xmlns:a%d='u'" % n for n in range(49_000)) + b"/>",
        "truncated": FINE[:-30],
        "truncated in the middle of a huge text": answer(success(ID, "x" * LARGE))[:-40],
        "html": b"<html><head><title>Sign in</title></head><body><p>Please<br>wait</body></html>",
        "html that is xml": b"<html><body><script>alert(1)</script></body></html>",
        "utf-16": FINE.decode().encode("utf-16"),
        "utf-7": FINE.replace(b"UTF-8", b"UTF-7"),
        "ebcdic": FINE.replace(b"UTF-8", b"cp037").decode().encode("cp037"),
        "gzip": gzip.compress(FINE),
        "a zero byte": FINE.replace(b"<key>", b"<key>\x00"),
        "a control character": FINE.replace(b"<key>1", b"<key>&#7;"),
        "a lone surrogate": FINE.replace(b"<key>1", b"<key>&#xD800;"),
        "bad utf-8": FINE.replace(b"<key>", b"<key>\xff"),
        "wrong control id": answer(success("other")),
        "missing control id": answer(success("").replace("<controlid></controlid>", "")),
        "doubled control id": answer(success(ID), success(ID)),
        "another function's data": answer(success(ID, '<data listtype="CUSTOMER" count="0"/>', function="readByQuery")),
    }


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
