"""Reads an answer's envelope: which verdict at which level, and the results inside. Decides nothing."""

from enum import StrEnum
from itertools import islice

import msgspec
from lxml import etree
from msgspec.structs import replace

from backend.connectors.sage_intacct.wire.words import shortened
from backend.connectors.unreadable import UnreadableError
from backend.connectors.xml import parse
from backend.domain.sentence import kept

MOST_RESULTS = 200  # as many functions as a request has at most
MOST_ERRORS = 8  # a chain seldom has more; the cause comes first
MOST_MARKS = 100  # elements inside a text
LONGEST_TEXT = 4_000
LONGEST_LOCATION = 200


class Verdict(StrEnum):
    OK = "ok"  # each function has a result of its own
    CONTROL_FAILURE = "control_failure"  # nothing ran: what we sent, or as whom
    AUTHENTICATION_FAILURE = "authentication_failure"  # nothing ran: the session or the user
    MALFORMED = "malformed"  # not an answer of the gateway: anything may have happened
    ACKNOWLEDGED = "acknowledged"  # taken in, to be answered later


class GatewayError(msgspec.Struct, frozen=True):
    """One `error` element, as it came."""

    number: str
    description: str
    description2: str
    correction: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One `result` element. `status` is empty when the element makes no sense."""

    control_id: str
    status: str = ""
    function: str = ""
    key: str = ""  # what legacy functions answer
    data: etree._Element | None = None
    errors: tuple[GatewayError, ...] = ()


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """An answer taken apart. `location` None: the answer does not say at which level it was done."""

    verdict: Verdict
    why: str = ""  # for malformed answers
    errors: tuple[GatewayError, ...] = ()
    control_id: str = ""  # of the request
    sender: str = ""
    user: str = ""
    company: str = ""
    location: str | None = None
    results: tuple[Result, ...] = ()


class _OddError(ValueError):
    """An element is missing, doubled or out of place."""


def open_envelope(body: bytes) -> Envelope:
    """Total: what makes no sense is MALFORMED."""
    try:
        return _envelope(parse(body))
    except (UnreadableError, _OddError) as error:
        return Envelope(verdict=Verdict.MALFORMED, why=str(error))


def text_of(element: etree._Element | None) -> str:
    return "" if element is None or element.text is None else element.text.strip()


def _envelope(root: etree._Element) -> Envelope:
    if root.tag != "response":
        raise _OddError(kept("it begins with <%(tag)s>, not with <response>", tag=str(root.tag)[:40]))
    parts = _children(root)
    control = _children(_must(parts, "control"))
    control_id, sender = text_of(control.get("controlid")), text_of(control.get("senderid"))
    return replace(_verdict(parts, control), control_id=control_id, sender=sender)


def _verdict(parts: dict[str, etree._Element], control: dict[str, etree._Element]) -> Envelope:
    status = text_of(control.get("status"))
    if "operation" in parts:
        if status != "success" or "errormessage" in parts or "acknowledgement" in parts:
            raise _OddError(kept("its control block contradicts the rest"))
        return _operation(_children(parts["operation"], several="result"), parts["operation"])
    if status == "failure":
        return Envelope(verdict=Verdict.CONTROL_FAILURE, errors=_errors(parts.get("errormessage")))
    if status == "success" and "acknowledgement" in parts and "errormessage" not in parts:
        return _acknowledged(_children(parts["acknowledgement"]))
    raise _OddError(kept("it has no operation"))


def _acknowledged(parts: dict[str, etree._Element]) -> Envelope:
    if (status := text_of(parts.get("status"))) != "success":
        raise _OddError(kept("its acknowledgement says %(status)s", status=status[:40] or "–"))
    return Envelope(verdict=Verdict.ACKNOWLEDGED)


def _operation(parts: dict[str, etree._Element], operation: etree._Element) -> Envelope:
    sign_in = _children(_must(parts, "authentication"))
    status, location = text_of(sign_in.get("status")), sign_in.get("locationid")
    results = list(islice(operation.iterchildren("result"), MOST_RESULTS + 1))
    if len(results) > MOST_RESULTS:
        raise _OddError(kept("it has more than %(num)s results", num=f"{MOST_RESULTS:,}"))
    if status == "failure" and not results:
        errors = _errors(parts.get("errormessage"))
        return Envelope(
            verdict=Verdict.AUTHENTICATION_FAILURE, errors=errors, company=text_of(sign_in.get("companyid"))
        )
    if status != "success" or not results or "errormessage" in parts:
        raise _OddError(kept("its authentication block contradicts the rest"))
    if len(text_of(location)) > LONGEST_LOCATION:
        raise _OddError(kept("its locationid is too long"))
    return Envelope(
        verdict=Verdict.OK,
        user=text_of(sign_in.get("userid")),
        company=text_of(sign_in.get("companyid")),
        location=None if location is None else text_of(location),
        results=tuple([_result(result) for result in results]),
    )


def _result(element: etree._Element) -> Result:
    try:
        parts = _children(element)
    except _OddError:
        ids = [text_of(each) for each in element.findall("controlid")]
        return Result(control_id=ids[0] if len(ids) == 1 else "")
    return Result(
        control_id=text_of(parts.get("controlid")),
        status=text_of(parts.get("status")),
        function=text_of(parts.get("function")),
        key=text_of(parts.get("key")),
        data=parts.get("data"),
        errors=_errors(parts.get("errormessage")),
    )


def _errors(message: etree._Element | None) -> tuple[GatewayError, ...]:
    if message is None:
        return ()
    found = [_error(error) for error in islice(message.iterchildren("error"), MOST_ERRORS)]
    return tuple(found) or (GatewayError("", "", "", ""),)


def _error(element: etree._Element) -> GatewayError:
    return GatewayError(
        *[_said(element.find(name)) for name in ("errorno", "description", "description2", "correction")]
    )


def _said(element: etree._Element | None) -> str:
    """Elements inside it are mark-up of its text."""
    if element is None:
        return ""
    inside = [etree.tostring(child, encoding="unicode") for child in islice(element, MOST_MARKS)]
    return shortened("".join([element.text or "", *inside]), LONGEST_TEXT)


def _children(element: etree._Element, *, several: str = "") -> dict[str, etree._Element]:
    """By name. Raises _OddError when one stands twice that may stand once."""
    parts: dict[str, etree._Element] = {}
    for child in element:
        name = str(child.tag)
        if name in parts and name != several:
            raise _OddError(kept("it has <%(tag)s> twice", tag=name[:40]))
        parts[name] = child
    return parts


def _must(parts: dict[str, etree._Element], name: str) -> etree._Element:
    if name not in parts:
        raise _OddError(kept("it has no <%(tag)s>", tag=name))
    return parts[name]
