"""The answers of the gateway, as bytes of XML."""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import msgspec

from backend.stand_in.gateway.envelope import Control
from backend.stand_in.gateway.refusals import Detail, GatewayError

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<response>'
_MARKS = re.compile(r"[&<>]")


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One function's answer. `inside` is XML: data or key."""

    function: str
    control_id: str
    status: str
    inside: str = ""
    errors: tuple[GatewayError, ...] = ()


def text(value: str) -> str:
    return escape(value) if _MARKS.search(value) else value


def control_failure(control: Control | None, errors: Sequence[GatewayError]) -> bytes:
    return f"{_HEAD}{_control('failure', control)}{_errors(errors)}</response>".encode()


def acknowledgement(control: Control) -> bytes:
    block = "<acknowledgement><status>success</status></acknowledgement>"
    return f"{_HEAD}{_control('success', control)}{block}</response>".encode()


def bare_failure(error: GatewayError) -> bytes:
    """As with an HTTP error: the control block holds a status and nothing else."""
    return f"{_HEAD}<control><status>failure</status></control>{_errors([error])}</response>".encode()


def sign_in_failure(control: Control, *, user: str, company: str, errors: Sequence[GatewayError]) -> bytes:
    block = (
        f"<authentication><status>failure</status><userid>{text(user)}</userid>"
        f"<companyid>{text(company)}</companyid><locationid/></authentication>"
    )
    operation = f"<operation>{block}{_errors(errors)}</operation>"
    return f"{_HEAD}{_control('success', control)}{operation}</response>".encode()


def results(control: Control, *, user: str, company: str, level: str, ends_at: datetime, of: Sequence[Result]) -> bytes:
    block = (
        f"<authentication><status>success</status><userid>{text(user)}</userid><companyid>{text(company)}</companyid>"
        f"<locationid>{text(level)}</locationid><sessiontimestamp>{_moment(datetime.now(UTC))}</sessiontimestamp>"
        f"<sessiontimeout>{_moment(ends_at)}</sessiontimeout></authentication>"
    )
    detailed = control.showadditionalerrorinfo == "true"
    inside = "".join(_result(each, detailed=detailed) for each in of)
    return f"{_HEAD}{_control('success', control)}<operation>{block}{inside}</operation></response>".encode()


def _control(status: str, control: Control | None) -> str:
    if control is None:
        return f"<control><status>{status}</status><senderid/><controlid/></control>"
    return (
        f"<control><status>{status}</status><senderid>{text(control.senderid)}</senderid>"
        f"<controlid>{text(control.controlid)}</controlid><uniqueid>{text(control.uniqueid)}</uniqueid>"
        f"<dtdversion>{text(control.dtdversion)}</dtdversion></control>"
    )


def _result(result: Result, *, detailed: bool) -> str:
    return (
        f"<result><status>{result.status}</status><function>{text(result.function)}</function>"
        f"<controlid>{text(result.control_id)}</controlid>{result.inside}"
        f"{_errors(result.errors, detailed=detailed) if result.errors else ''}</result>"
    )


def _errors(errors: Sequence[GatewayError], *, detailed: bool = False) -> str:
    first, *others = errors
    with_support_id = first.description2 and f"{first.description2} {_support_id()}"
    chain = [msgspec.structs.replace(first, description2=with_support_id), *others]
    return f"<errormessage>{''.join(_error(each, detailed=detailed) for each in chain)}</errormessage>"


def _error(error: GatewayError, *, detailed: bool) -> str:
    second = "" if error.description2 is None else f"<description2>{text(error.description2)}</description2>"
    more = _detail(error.detail) if detailed and error.detail else ""
    return (
        f"<error><errorno>{text(error.errorno)}</errorno><description>{text(error.description)}</description>"
        f"{second}<correction>{text(error.correction)}</correction>{more}</error>"
    )


def _detail(detail: Detail) -> str:
    placeholders = "".join(
        f"<placeholder><name>{text(name)}</name><value>{text(value)}</value></placeholder>"
        for name, value in detail.placeholders.items()
    )
    return (
        f"<additionalinfo><errorid>{detail.errorid}</errorid><category>{detail.category}</category>"
        f"<messageid>{detail.messageid}</messageid><placeholders>{placeholders}</placeholders></additionalinfo>"
    )


def _support_id() -> str:
    return f"[Support ID: {secrets.token_hex(4)}%7E{secrets.token_urlsafe(12)}]"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
