"""Builds the bytes of requests. Secrets stand in the head only: a masked copy costs one more head."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.wire.writer import Field, attribute, element
from backend.domain.confidential import MASK
from backend.domain.pushes.push import Push

CONTENT_TYPE = "application/xml"
MOST_FUNCTIONS = 100  # in one request, as Sage recommends
_SESSION = re.compile(r"(<sessionid[^>]{0,100}(?<!/)>)[^<]*+(?:<(?!/)[^<]*+)*+")  # also in CDATA, or behind a comment


class Credentials(msgspec.Struct, frozen=True):
    """Who signs in. Its repr names nobody's password."""

    sender_password: str
    user_password: str

    def __repr__(self) -> str:
        return "Credentials(***)"


class Request(msgspec.Struct, frozen=True):
    """`shown` is what may be kept; its secrets are masked."""

    body: bytes
    shown: bytes


def with_login(
    config: IntacctConfig,
    credentials: Credentials,
    *,
    location: str,
    functions: bytes,
    control_id: str,
    unique: bool = False,
    policy: str = "",
) -> Request:
    """`location` empty: sign in at the top level. `policy`: it is answered later. `unique`: as with a session."""

    def head(sender_password: str, user_password: str) -> bytes:
        login = [("userid", config.user_id), ("companyid", config.company_id), ("password", user_password)]
        place = [("locationid", location)] if location else []
        sign_in = ("login", [*login, *place])
        return _head(config, sender_password, control_id, sign_in, unique=unique, policy=policy)

    return _request(head(credentials.sender_password, credentials.user_password), head(MASK, MASK), functions)


def with_session(
    config: IntacctConfig,
    credentials: Credentials,
    *,
    session: str,
    functions: bytes,
    control_id: str,
    unique: bool,
) -> Request:
    """`unique`: Intacct refuses a function whose control id it has completed before."""

    def head(sender_password: str, session_id: str) -> bytes:
        return _head(config, sender_password, control_id, ("sessionid", session_id), unique=unique)

    return _request(head(credentials.sender_password, session), head(MASK, MASK), functions)


def function(control_id: str, content: bytes) -> bytes:
    return b'<function controlid="%s">%s</function>' % (attribute(control_id).encode(), content)


def joined(functions: Iterable[bytes]) -> bytes:
    return b"".join(functions)


def functions_of(push: Push) -> bytes:
    """The object's function, and the one that goes just before it."""
    own = function(push.key, push.payload.content)
    return function(helper_key(push), push.payload.before) + own if push.payload.before else own


def control_ids(batch: Iterable[Push]) -> list[str]:
    """Of all functions of a request, in order."""
    return [key for push in batch for key in ([helper_key(push)] if push.payload.before else []) + [push.key]]


def helper_key(push: Push) -> str:
    return f"{push.key}-before"


def session_function(location: str) -> bytes:
    """Stands alone in its request. An empty element means the top level."""
    return function("session", element("getAPISession", [("locationid", location)]).encode())


def _request(head: bytes, shown: bytes, functions: bytes) -> Request:
    tail = b"</content></operation></request>"
    return Request(head + functions + tail, shown + functions + tail)


def _head(
    config: IntacctConfig, password: str, control_id: str, sign_in: Field, *, unique: bool, policy: str = ""
) -> bytes:
    control: Sequence[Field] = [
        ("senderid", config.sender_id),
        ("password", password),
        ("controlid", control_id),
        ("uniqueid", "true" if unique else "false"),
        ("dtdversion", "3.0"),
        *([("policyid", policy)] if policy else []),
        ("includewhitespace", "false"),
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?><request>'
        + element("control", control)
        + '<operation transaction="false">'
        + element("authentication", [sign_in])
        + "<content>"
    ).encode()


def without_sessions(text: str) -> str:
    """Take session ids out of an answer, known to us or not."""
    return _SESSION.sub(rf"\g<1>{MASK}", text) if "<sessionid" in text else text
