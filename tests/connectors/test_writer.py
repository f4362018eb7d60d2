"""What the writer writes, another parser reads back to the letter; what XML cannot hold is refused by name."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.sage_intacct.wire import requests, writer
from backend.connectors.sage_intacct.wire.writer import UnwritableError

BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HOSTILE = st.sampled_from(
    ["]]>", "<!DOCTYPE x>", "&amp;", "\r\n", "\t", "<b>", '"', "'", "\x00", "\ud800", "\ufffe", "é", "🙂"]
)
TEXT = st.lists(st.text() | HOSTILE, max_size=4).map("".join)
NAMES = st.sampled_from(["a", "glaccountno", "NAME"])
TREE = st.recursive(st.tuples(NAMES, TEXT), lambda inner: st.tuples(NAMES, st.lists(inner, max_size=4)), max_leaves=8)


def tree(node: ET.Element) -> tuple[str, object]:
    return node.tag, [tree(child) for child in node] or node.text or ""


def normal(field: writer.Field) -> tuple[str, object]:
    name, content = field
    return name, content if isinstance(content, str) else [normal(child) for child in content] or ""


def leaves(field: writer.Field) -> str:
    _, content = field
    return content if isinstance(content, str) else "".join(map(leaves, content))


@given(TREE)
def test_what_is_written_is_read_back_by_a_second_parser(field: writer.Field) -> None:
    if BAD.search(leaves(field)):
        with pytest.raises(UnwritableError):
            writer.elements([field])
        return

    read = ET.fromstring(writer.elements([field]).encode())

    assert tree(read) == normal(field)


@given(TEXT)
def test_a_control_id_survives_as_an_attribute(control_id: str) -> None:
    if BAD.search(control_id):
        with pytest.raises(UnwritableError):
            requests.function(control_id, b"")
        return

    assert ET.fromstring(requests.function(control_id, b"")).get("controlid") == control_id


def test_the_fields_that_xml_cannot_hold_are_named() -> None:
    body = {"name": "fine", "lines": [{"memo": "a"}, {"memo": "b\x07"}], "custom": {"x": "\ud800"}}

    problems = writer.unwritable(body)

    assert [str(problem) for problem in problems] == [
        "lines[1].memo: holds the character U+0007, which XML cannot hold",
        "custom.x: holds the character U+D800, which XML cannot hold",
    ]
