"""An XML element as names and values, in order."""

from typing import Any

from lxml import etree

from backend.stand_in.objects.registry import LISTS


def content_of(element: etree._Element) -> dict[str, Any]:
    """Children by name: text, or their own children. Repeated ones and lines are lists."""
    content: dict[str, Any] = {}
    for child in element:
        name: str = child.tag
        value = content_of(child) if len(child) else (child.text or "")
        if name in LISTS:
            content.setdefault(name, []).append(value)
        elif name in content:
            earlier = content[name]
            content[name] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
        else:
            content[name] = value
    return content


def upper_names(content: dict[str, Any]) -> dict[str, Any]:
    """The same with upper-case names, as generic functions take either case."""
    return {name.upper(): _upper(value) for name, value in content.items()}


def _upper(value: Any) -> Any:
    if isinstance(value, dict):
        return upper_names(value)
    return [_upper(each) for each in value] if isinstance(value, list) else value


def leaf(content: dict[str, Any], path: str) -> str:
    """The text at a dotted path; empty when it is not there or not a text."""
    value: Any = content
    for name in path.split("."):
        value = value.get(name, "") if isinstance(value, dict) else ""
    return value if isinstance(value, str) else ""
