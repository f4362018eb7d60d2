"""Writes elements as text, several times faster than a tree and proven equal to one by a property test."""

import re
from collections.abc import Sequence
from typing import Any

from backend.domain.objects import Problem
from backend.domain.sentence import kept

Content = str | Sequence["Field"]
Field = tuple[str, Content]  # element name, and its text or its children in order

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").search


class UnwritableError(ValueError):
    """A text holds a character that XML has no way to say."""


def element(name: str, content: Content) -> str:
    """Raises UnwritableError. Names are ours and are not checked."""
    return f"<{name}>{text(content) if isinstance(content, str) else elements(content)}</{name}>"


def elements(fields: Sequence[Field]) -> str:
    """One look at all their texts at once: most hold nothing that must be escaped or refused."""
    texts: list[str] = []
    written = _as_they_are(fields, texts)
    return written if _plain("".join(texts)) else "".join([element(name, content) for name, content in fields])


def _as_they_are(fields: Sequence[Field], texts: list[str]) -> str:
    """`texts` are gathered on the way."""
    parts = []
    for name, content in fields:
        if isinstance(content, str):
            texts.append(content)
            parts.append(f"<{name}>{content}</{name}>")
        else:
            parts.append(f"<{name}>{_as_they_are(content, texts)}</{name}>")
    return "".join(parts)


def _plain(texts: str) -> bool:
    return texts.isprintable() and "&" not in texts and "<" not in texts and ">" not in texts


def text(value: str) -> str:
    """Escape for an element's text. A bare carriage return would be read back as a newline."""
    if _UNWRITABLE(value):
        raise UnwritableError(value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """Escape for an attribute's value in double quotes."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def unwritable(value: Any, path: str = "") -> list[Problem]:
    """Name the fields of a body that XML cannot hold."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in unwritable(v, f"{path}.{k}" if path else str(k))]
    if isinstance(value, list):
        return [p for n, v in enumerate(value) for p in unwritable(v, f"{path}[{n}]")]
    if isinstance(value, str) and (found := _UNWRITABLE(value)):
        return [
            Problem(path, kept("holds the character %(name)s, which XML cannot hold", name=f"U+{ord(found[0]):04X}"))
        ]
    return []
