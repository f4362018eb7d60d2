"""The switches of a company: what its people set up, and which of our assumptions hold."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]
Frozen = Literal["update", "delete"]
Milliseconds = Annotated[float, msgspec.Meta(ge=0, le=600_000)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`closed_through`: module → the last closed day. `refused_rights`: object → verbs the user may not use."""

    closed_through: dict[str, str] = {}
    refused_rights: dict[str, list[str]] = {}
    enforce_invoice_numbers: bool = True
    spent_control_ids: bool = False  # a failed control id may not be used again either
    repeats_control_ids: bool = False  # one that was carried out is carried out again: nothing is protected
    externalid_readable: bool = False  # nobody says whether a query finds it; so it does not
    custom_fields: dict[str, list[str]] = {}  # object → fields that its people added: known before a record holds them
    rewrites: dict[str, dict[str, str]] = {}  # object → field → what is written there, whatever was handed over
    latency_ms: Milliseconds = 0
    record_ms: Milliseconds = 0
    session_seconds: Seconds = 3600
    sessions_bound: bool = False  # a session is good only at the address that it was told
    compress_answers: bool = False
    most_connections: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0  # 0: no limit
    most_connections_of_sender: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    quota_form: Literal["xml", "text"] = "xml"
    quota_status: Literal[200, 429] = 429  # of what the limit refuses
    frozen_when_posted: list[Frozen] = []
    frozen_at_entity: dict[str, list[Frozen]] = {}  # entities at which it is otherwise
    policies: dict[str, str] = {}  # of asynchronous requests: policy → the address that gets their answers
    stop_loses_accepted: bool = False  # asynchronous requests that were acknowledged do not outlive a stop
    audit_writes: bool = False  # creates and changes leave a row in AUDITHISTORY too, not only deletions
    lag_seconds: Seconds = 0  # searches find a change only after this time
    zone_minutes: Annotated[int, msgspec.Meta(ge=-840, le=840)] = 0  # the users' time zone, ahead of UTC
    endpoint: str = ""  # told to sessions; empty: the address the request came in on


MODULES = ("AR", "AP", "GL")


def changed(settings: Settings, changes: object) -> Settings | str:
    """The settings with the changes in them, or a sentence that names the field that will not do."""
    if not isinstance(changes, dict):
        return "Settings are an object of names and values."
    try:
        result = msgspec.convert(msgspec.to_builtins(settings) | changes, Settings)
    except msgspec.ValidationError as error:
        return f"The settings do not fit: {error}."
    return first_problem(result) or result


def first_problem(settings: Settings) -> str:
    """A sentence that names the field whose value means nothing; empty when all do."""
    for module, day in settings.closed_through.items():
        if module not in MODULES:
            return f"closed_through names the module {module}; there are {', '.join(MODULES)}."
        if day and not _is_day(day):
            return f"closed_through.{module} is {day}; a day is written YYYY-MM-DD, empty for open."
    for policy, url in settings.policies.items():
        if not _is_near(url):
            return f"policies.{policy} is {url}; it is an http address of this machine, or of a host without a dot."
    return ""


def _is_near(url: str) -> bool:
    """Answers hold the company's data: they go to this machine, or to a neighbour of a compose file."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and ("." not in host or host.startswith("127.")) and host != ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
