"""From Intacct's error elements to one diagnosis: who can do what, in a sentence."""

import html
import re
from collections.abc import Sequence
from urllib.parse import unquote

import msgspec

from backend.connectors.sage_intacct.causes.rule import Rule
from backend.connectors.sage_intacct.causes.tables import ABORTED, TABLES, THROTTLED, WRAPPERS
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict
from backend.domain.push import ErrorClass, Result

_SUPPORT_ID = re.compile(r"\[?\s*Support ID:?\s*([^\]\s]{1,120})\s*\]?", re.IGNORECASE)
_MARK_UP = re.compile(r"</?[A-Za-z!][^<>]{0,500}>")
_PARTICULAR = re.compile(r"['\"][^'\"]{0,200}['\"]|\d+")  # what differs between errors of one cause
_LONGEST = 4_000


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """What an error means. `sentence` is plain text without mark-up and support id."""

    result: Result
    error_class: ErrorClass
    cause: str
    sentence: str
    raw: str
    codes: tuple[str, ...]
    support_id: str


def classify(
    verdict: Verdict, errors: Sequence[GatewayError], *, status: int = 200, aborted: bool = False
) -> Diagnosis:
    """Total: errors that nobody knows are shown as they are and never retried by themselves."""
    codes = tuple(dict.fromkeys(error.number.strip() for error in errors if error.number.strip()))
    said = [_said(error) for error in errors]
    told = _first_cause(errors, said)
    found: dict[str, str] = {}
    if status == 429 or aborted:
        rule = THROTTLED if status == 429 else ABORTED
    else:
        rule, found = _match(TABLES[verdict], codes, [told, *said])
    found |= {"code": ", ".join(codes)}
    return Diagnosis(
        result=rule.result,
        error_class=rule.error_class,
        cause=_filled(rule.cause, found),
        sentence=_filled(rule.sentence, {**found, "told": told or "Intacct gives no reason"}),
        raw=_raw(errors),
        codes=codes,
        support_id=_support_id(errors),
    )


def words(text: str) -> str:
    """Plain words: character references resolved, mark-up and support id taken out, white space single."""
    text = html.unescape(text[:_LONGEST])
    return " ".join(_SUPPORT_ID.sub(" ", _MARK_UP.sub(" ", text)).split())


def _said(error: GatewayError) -> str:
    # Now and then the number is no code but words: "Query Failed", "Invalid fields list X".
    number = error.number if " " in error.number.strip() else ""
    parts = [words(part) for part in (number, error.description2, error.description, error.correction)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _first_cause(errors: Sequence[GatewayError], said: Sequence[str]) -> str:
    """The first error that is not a wrapper round another one: in XML the cause comes first."""
    for error, text in zip(errors, said, strict=True):
        if text and error.number.strip() != "XL03000009" and not WRAPPERS.search(text[:300]):
            return text
    return next((text for text in said if text), "")


def _match(table: Sequence[Rule], codes: Sequence[str], texts: Sequence[str]) -> tuple[Rule, dict[str, str]]:
    """The first error's text is tried against the whole table before the next one's: it is normally the cause."""
    known = [rule for rule in table if not rule.fallback]
    for text in dict.fromkeys(texts):
        for rule in known:
            if (not rule.code or rule.code in codes) and (found := rule.pattern.search(text[:1_000])):
                return rule, {name: (value or "").strip(" .'\"") for name, value in found.groupdict().items()}
    first = next(iter(texts), "")
    rule = next(rule for rule in table if rule.fallback and rule.pattern.search(first))
    return rule, {"words": _PARTICULAR.sub("…", first)[:80]}


def _filled(template: str, found: dict[str, str]) -> str:
    for name, value in found.items():
        template = template.replace("{" + name + "}", value)
    return " ".join(template.split())


def _raw(errors: Sequence[GatewayError]) -> str:
    """The third party's own words, mark-up included: shown as text only."""
    lines = [" | ".join(filter(None, (e.number, e.description, e.description2, e.correction))) for e in errors]
    return "\n".join(lines)[:_LONGEST]


def _support_id(errors: Sequence[GatewayError]) -> str:
    for error in errors:
        for part in (error.description2, error.description, error.correction):
            if found := _SUPPORT_ID.search(part):
                return unquote(found[1])
    return ""
