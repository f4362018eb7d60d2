"""Fields whose values no screen shows: bank accounts, cards, tax numbers. What is sent holds them all the same."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

MASK = "***"
SHORTEST = 5  # characters of a value that is taken out of other texts: a shorter one stands in many words
# Parts of names as ERPs and third parties write them, without underscores and in lower case.
PARTS = (
    "iban",
    "swift",
    "bankaccount",
    "accountnumber",
    "routingnumber",
    "sortcode",
    "creditcard",
    "cardnumber",
    "taxid",
    "taxnumber",
    "taxno",
    "taxreg",
    "vatid",
    "vatnumber",
    "vatno",
    "vatreg",
    "ustid",
    "steuernummer",
    "kontonummer",
    "ssn",
    "socialsecurity",
)
WHOLE = ("bic", "tin", "card", "cardno", "bank", "nif")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_ELEMENT = re.compile(r"(<([\w:.-]+)[^<>]*>)((?:[^<]++|<!\[CDATA\[[^\]]{0,2000}\]\]>)+)(?=</\2\s*>)")
_PAIR = re.compile(r"(<(\w*)name>([^<]*)</\2name>\s*<\2value>)([^<]+)")
_MEMBER = re.compile(r'("((?:[^"\\]++|\\.)*+)"\s*:\s*)("(?:[^"\\]++|\\.)*+"|-?\d[\d.eE+-]*)')


def is_confidential(name: str, more: Collection[str] = ()) -> bool:
    """`more`: names that do not say it, in any case."""
    last = _NO_LETTER.sub("", name.rpartition(".")[2].lower())
    return last in WHOLE or any(part in last for part in PARTS) or name.lower() in {one.lower() for one in more}


def masked(content: Any) -> Any:
    """A body, or a part of one."""
    if isinstance(content, Mapping):
        return {name: MASK if value and is_confidential(name) else masked(value) for name, value in content.items()}
    return [masked(one) for one in content] if isinstance(content, list) else content


def values_in(content: Any) -> set[str]:
    """Those that `masked` takes out."""
    if isinstance(content, Mapping):
        own = {name: value for name, value in content.items() if is_confidential(name)}
        return _texts(own.values()).union(*(values_in(value) for name, value in content.items() if name not in own))
    return set[str]().union(*map(values_in, content)) if isinstance(content, list) else set()


def without(values: Iterable[str], text: str) -> str:
    """A text that may name them. The longest go first: one may hold another."""
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, MASK)
    return text


def masked_text(text: str, more: Collection[str] = ()) -> str:
    """XML or JSON as it is on the wire."""

    def element(found: re.Match[str]) -> str:
        return f"{found[1]}{MASK}" if found[3].strip() and is_confidential(found[2], more) else found[0]

    def pair(found: re.Match[str]) -> str:
        return f"{found[1]}{MASK}" if is_confidential(found[3], more) else found[0]

    def member(found: re.Match[str]) -> str:
        return f'{found[1]}"{MASK}"' if is_confidential(found[2], more) else found[0]

    return _PAIR.sub(pair, _ELEMENT.sub(element, text)) if text.lstrip()[:1] == "<" else _MEMBER.sub(member, text)


def _texts(values: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for value in values:
        if isinstance(value, Mapping):
            found |= _texts(value.values())
        elif isinstance(value, list):
            found |= _texts(value)
        elif len(str(value)) >= SHORTEST:
            found.add(str(value))
    return found
