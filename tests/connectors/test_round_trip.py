"""Whole objects of every kind with any text of an ERP: two parsers read it back to the letter, or a field is named."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Operation, Payload, Rendered
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.bodies import COMPANY
from tests.connectors.make import BODIES
from tests.connectors.test_every_kind import MAPS as OF_THE_COMPANY

BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARK_UP = ["]]>", "<![CDATA[", "<!DOCTYPE", "<!--", "&amp;", "&#0;", "</create>", '"', "'"]
HOSTILE = st.sampled_from(
    (*MARK_UP, *"\x00\x07\x1b\ud800\udc00\ufffeé🙂\r\n\t\x85\u2028\u202e", "e\u0301", "\r\n", "\ud83d\ude42")
)
TEXT = st.lists(st.text(max_size=20) | HOSTILE, max_size=4).map("".join)
CONFIG = IntacctConfig(company_id="acme", sender_id="s", user_id="u")
MARK = "qMARKq"
MAPS = Maps({**OF_THE_COMPANY.entries, "payment_terms": {"N30": "Net 30", "N21": "21 days net"}})
SETTLED = {
    ObjectRef("sales_invoice", "SI-1"): RemoteRef(id="11"),
    ObjectRef("purchase_invoice", "PI-1"): RemoteRef(id="12"),
}
OBJECTS = [*COMPANY, *[(kind, "X1", BODIES[kind]) for kind in ("customer", "supplier", "sales_invoice")]]
RULED = {"currency", "type", "method", "journal", "email", "use", "country"}  # words of a list, or of a form
FIGURES = re.compile(r"-?[\d.-]+")
PARTED = {"employee.name", "contact.name"}  # at their last space

Path = tuple[str | int, ...]


def texts(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of a body that hold free text or a code."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from () if name in RULED else texts(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts(inner, (*path, place))
    elif isinstance(value, str) and not FIGURES.fullmatch(value):
        yield path


def with_text(value: Any, path: Path, text: str) -> Any:
    if not path:
        return text
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_text(value[path[0]], path[1:], text)
    return copy


def spelled(path: Path) -> str:
    """As a problem names it: `lines[0].description`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def rendered(kind: str, key: str, body: dict[str, Any], op: Operation, maps: Maps = MAPS) -> Rendered:
    version = Version(ref=ObjectRef(kind, key), number=1, entity="", body=body, hash=b"")
    remote = RemoteRef(id="7") if op is Operation.UPDATE else None
    return SageIntacct().render(version, op=op, key="k", remote=remote, parents=SETTLED, config=CONFIG, maps=maps)


def read_twice(payload: Payload) -> list[Any]:
    """What two parsers that know nothing of each other make of it."""
    whole = b"<whole>" + payload.before + payload.content + b"</whole>"
    first, second = tree(ET.fromstring(whole)), tree(etree.fromstring(whole))
    assert first == second
    return first


def tree(node: Any) -> list[Any]:
    return [node.tag, node.text or "", [tree(child) for child in node]]


def replaced(node: list[Any], text: str) -> list[Any]:
    name, said, children = node
    return [name, said.replace(MARK, text), [replaced(child, text) for child in children]]


FIELDS = [(kind, key, body, path) for kind, key, body in OBJECTS for path in [("key",), *texts(body)]]
assert len(FIELDS) > 100


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in OBJECTS}))
def test_texts_of_every_kind_are_carried(kind: str) -> None:
    carried = [
        MARK.encode() in payload.before + payload.content
        for each, key, body, path in FIELDS
        if each == kind and path != ("key",)
        if isinstance(payload := rendered(kind, key, with_text(body, path, MARK), Operation.CREATE), Payload)
    ]

    assert any(carried)


@pytest.mark.parametrize("op", Operation)
@pytest.mark.parametrize(
    ("kind", "key", "body", "path"), FIELDS, ids=[f"{kind} {key} {spelled(path)}" for kind, key, _, path in FIELDS]
)
@settings(max_examples=12)
@given(text=TEXT)
def test_a_field_of_an_object_is_read_back_to_the_letter_or_refused_by_name(
    kind: str, key: str, body: dict[str, Any], path: Path, op: Operation, text: str
) -> None:
    text = f"x{text}x"
    if f"{kind}.{path[-1]}" in PARTED or path[-2:] == ("contact", "name"):
        text = "".join(text.split())

    def with_it(said: str) -> Rendered:
        return (
            rendered(kind, said, body, op) if path == ("key",) else rendered(kind, key, with_text(body, path, said), op)
        )

    marked, real = with_it(MARK), with_it(text)
    if not isinstance(marked, Payload):
        assert not isinstance(real, Payload)  # posted documents are not changed
    elif isinstance(real, Payload):
        assert read_twice(real) == replaced(read_twice(marked), text)
        assert not BAD.search(text) or MARK.encode() not in marked.before + marked.content
    else:
        assert BAD.search(text)
        assert [problem.field for problem in real] == [spelled(path)]


def test_a_value_map_that_xml_cannot_hold_is_named() -> None:
    maps = Maps({**MAPS.entries, "payment_terms": {"N30": "Net\x0730"}})
    kind, key, body = next(one for one in COMPANY if one[0] == "supplier")

    problems = rendered(kind, key, body, Operation.CREATE, maps)

    assert [str(problem) for problem in problems] == [
        'value map "payment terms".N30: holds the character U+0007, which XML cannot hold'
    ]
