"""Answers of the stand-in, read as XML."""

import re

from lxml import etree


def text(element: etree._Element, path: str) -> str:
    found = element.findtext(path)
    assert found is not None, etree.tostring(element).decode()
    return found


def status(result: etree._Element) -> str:
    return text(result, "status")


def chain(element: etree._Element) -> list[tuple[str, str]]:
    """Number and text of each error, without the support id."""
    return [
        (text(error, "errorno"), re.sub(r" \[Support ID: .*\]$", "", text(error, "description2")))
        for error in element.findall("errormessage/error")
    ]


def column(result: etree._Element, field: str) -> list[str]:
    return [row.findtext(field) or "" for row in result.findall("data/*")]


def count(result: etree._Element, name: str) -> str | None:
    """An attribute of a result's data."""
    found = result.find("data")
    assert found is not None
    return found.get(name)
