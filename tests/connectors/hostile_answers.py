"""Answers that say nothing that can be believed, each under the name of its trick."""

import gzip
from pathlib import Path

from tests.connectors.gateway import answer, error_message, success

ID = "k0"
FINE = answer(success(ID))
BARE = FINE.partition(b"?>")[2]  # without declaration, so that a document type may stand before it
LARGE = 4 * 1024 * 1024 - 9_000
NESTED = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
BOMB = b'<!DOCTYPE response [<!ENTITY a0 "aaaaaaaaaa">%s]>' % NESTED
PIECES = "<![CDATA[1]]>" * 190_000


def doubtful(canary: Path, address: str) -> dict[str, bytes]:
    """`canary`: a file that nobody may read; `address`: where nobody may call."""
    return {**_pointing(canary, address), **_endless(), **_huge(), **_garbled(), **_about_others()}


def _pointing(canary: Path, address: str) -> dict[str, bytes]:
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
        "an inclusion of a file": FINE.replace(b"<key>1", b"<key>" + (include % canary.as_uri()).encode()),
        "an inclusion by http": FINE.replace(b"<key>1", b"<key>" + (include % address).encode()),
    }


def _endless() -> dict[str, bytes]:
    """Small, until they are read."""
    return {
        "entity bomb": BOMB + BARE.replace(b"<key>1", b"<key>&a11;"),
        "entity bomb in an attribute": BOMB + BARE.replace(b"<key>", b'<key a="&a11;">'),
        "entity bomb in utf-16": (BOMB + b"<response>&a11;</response>").decode().encode("utf-16"),
        "200,000 levels": b"<response>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</response>",
        "90,000 levels": b"<response>" + b"<a>" * 90_000 + b"</a>" * 90_000 + b"</response>",
        "deep inside a result": FINE.replace(b"<key>", b"<data>" + b"<a>" * 200 + b"</a>" * 200 + b"</data><key>"),
        "two million siblings": b"<response>" + b"<a/>" * 2_000_000 + b"</response>",
        "as many siblings as are read": b"<response>" + b"<a/>" * 199_000 + b"</response>",
        "many results": answer("<result/>" * 199_000),
        "many results of one name": answer("<result><controlid>k0</controlid></result>" * 49_000),
        "many records": answer(success(ID, "<data>" + "<c><RECORDNO>1</RECORDNO></c><c/>" * 39_000 + "</data>")),
        "many character references": b"<response>" + b"&#65;" * 800_000 + b"</response>",
        "many attributes": b"<response" + b"".join(b" a%d='1'" % n for n in range(300_000)) + b"/>",
        "many attributes with spaces": b"<response" + b"".join(b" a%d = '1'" % n for n in range(300_000)) + b"/>",
        "many name spaces": b"<response" + b"".join(b" xmlns:a%d='u'" % n for n in range(49_000)) + b"/>",
    }


def _huge() -> dict[str, bytes]:
    return {
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
    }


def _garbled() -> dict[str, bytes]:
    return {
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
    }


def _about_others() -> dict[str, bytes]:
    return {
        "wrong control id": answer(success("other")),
        "missing control id": answer(success("").replace("<controlid></controlid>", "")),
        "doubled control id": answer(success(ID), success(ID)),
        "another function's data": answer(success(ID, '<data listtype="CUSTOMER" count="0"/>', function="readByQuery")),
    }
