"""The answers of the gateway, as bytes of XML."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from backend.stand_in.gateway.envelope import Control
from backend.stand_in.gateway.errors import GatewayError
from backend.stand_in.gateway.messages import message, text

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<response>'


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One function's answer. `inside` is XML: data or key."""

    function: str
    control_id: str
    status: str
    inside: str = ""
    errors: tuple[GatewayError, ...] = ()


def control_failure(control: Control | None, errors: Sequence[GatewayError]) -> bytes:
    told = message(errors, detailed=control is not None and control.detailed)
    return f"{_HEAD}{_control('failure', control)}{told}</response>".encode()


def acknowledgement(control: Control) -> bytes:
    block = "<acknowledgement><status>success</status></acknowledgement>"
    return f"{_HEAD}{_control('success', control)}{block}</response>".encode()


def bare_failure(error: GatewayError) -> bytes:
    """As with an HTTP error: the control block holds a status and nothing else."""
    return f"{_HEAD}<control><status>failure</status></control>{message([error])}</response>".encode()


def sign_in_failure(control: Control, *, user: str, company: str, errors: Sequence[GatewayError]) -> bytes:
    block = (
        f"<authentication><status>failure</status><userid>{text(user)}</userid>"
        f"<companyid>{text(company)}</companyid><locationid/></authentication>"
    )
    operation = f"<operation>{block}{message(errors, detailed=control.detailed)}</operation>"
    return f"{_HEAD}{_control('success', control)}{operation}</response>".encode()


def results(control: Control, *, user: str, company: str, level: str, ends_at: datetime, of: Sequence[Result]) -> bytes:
    block = (
        f"<authentication><status>success</status><userid>{text(user)}</userid><companyid>{text(company)}</companyid>"
        f"<locationid>{text(level)}</locationid><sessiontimestamp>{_moment(datetime.now(UTC))}</sessiontimestamp>"
        f"<sessiontimeout>{_moment(ends_at)}</sessiontimeout></authentication>"
    )
    inside = "".join(_result(each, detailed=control.detailed) for each in of)
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
        f"{message(result.errors, detailed=detailed) if result.errors else ''}</result>"
    )


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
