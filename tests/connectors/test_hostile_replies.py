"""Answers made to hurt: unknown, and soon."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.sage_intacct.replies import read_reply
from backend.domain.push import Result
from tests.connectors.gateway import answer, failure, success

DOCTYPE = b'<!DOCTYPE response [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">%s]>'
NESTED = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
FINE = answer(success("a"))
HOSTILE = {
    "external entity": DOCTYPE % b"" + FINE.replace(b"<key>1", b"<key>&x;"),
    "entity bomb": DOCTYPE % NESTED + FINE.replace(b"<key>1", b"<key>&a11;"),
    "external dtd": b'<!DOCTYPE response SYSTEM "http://127.0.0.1:9/evil.dtd">' + FINE,
    "200,000 levels": b"<response>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</response>",
    "deep inside a result": FINE.replace(b"<key>", b"<data>" + b"<a>" * 200 + b"</a>" * 200 + b"</data><key>"),
    "two million siblings": b"<response>" + b"<a/>" * 2_000_000 + b"</response>",
    "huge text": b"<response>" + b"x" * 12_000_000 + b"</response>",
    "huge attribute": b'<response a="' + b"x" * 7_000_000 + b'"/>',
    "many attributes": b"<response" + b"".join(b" a%d='1'" % n for n in range(300_000)) + b"/>",
    "utf-16": FINE.decode().encode("utf-16"),
    "utf-7": FINE.replace(b"UTF-8", b"UTF-7"),
    "a zero byte": FINE.replace(b"<key>", b"<key>\x00"),
    "bad utf-8": FINE.replace(b"<key>", b"<key>\xff"),
    "an inclusion": FINE.replace(b"<key>1", b'<key><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="x"/>'),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_answer_is_unknown_and_takes_little_memory(body: bytes) -> None:
    tracemalloc.start()
    reply = read_reply(body, http_status=200, content_type="text/xml", sent=["a"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reply.outcomes["a"].result is Result.UNKNOWN
    assert peak < 50 * 1024 * 1024


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
