"""How values are written on the screens: Jinja's filters and tests."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape
from msgspec.structs import replace

from backend.domain.integrations.source_links import source_link
from backend.domain.kinds.body.comparing import matched
from backend.domain.kinds.registry import KINDS
from backend.domain.pushes.found import Difference
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.domain.status import Phase, Status
from backend.storage.screens.values import GridRow

STATUS_LABELS = {
    Status.NOT_INTEGRATED: Sentence("Not integrated"),
    Status.PENDING: Sentence("Pending"),
    Status.SUCCESS: Sentence("Success"),
    Status.ERROR: Sentence("Error"),
    Status.DESYNCHRONIZED: Sentence("Desynchronized"),
}

ROLE_LABELS = {
    "viewer": Sentence("Viewer: looks"),
    "operator": Sentence("Operator: also synchronizes"),
    "admin": Sentence("Administrator: also settings, people and keys"),
    "ingest": Sentence("Ingest: hands over object versions, nothing else"),
}


def utc(at: datetime | None, style: str = "full", then: str = "") -> Markup:
    """A moment in UTC that local-time.js makes local; style: full, second, clock, lately, due, relative or ago.
    `then`: what is waited for besides, and alone once a moment that was due has passed."""
    if at is None:
        return Markup("")
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    day = f"{at.year}-{_TWO[at.month]}-{_TWO[at.day]}"
    clock, second = f"{_TWO[at.hour]}:{_TWO[at.minute]}", _TWO[at.second]
    shown = f"{clock}:{second}" if style == "second" else clock
    time = f'<time datetime="{day}T{clock}:{second}Z">{day} {shown} UTC</time>{then and escape(then)}'
    return Markup(f'<local-time data-as="{style}">{time}</local-time>')  # noqa: S704


def local_times(sentence: str) -> Markup:
    """A sentence whose moments in UTC are made local, as those beside it are."""
    parts = _MOMENT.split(sentence)
    return Markup("").join(_moment(part) if number % 2 else escape(part) for number, part in enumerate(parts))


def _moment(text: str) -> Markup:
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC") + "Z")
    except ValueError:  # it only looks like one
        return escape(text)
    return utc(at, "clock" if text.count(":") == 1 else "second")


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC)")


def is_to_come(at: datetime | None) -> bool:
    return at is not None and at > datetime.now(UTC)


def lasted(seconds: float | None) -> str:
    """In milliseconds below a second; empty: not over yet."""
    if seconds is None:
        return ""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


_TWO = [f"{number:02}" for number in range(60)]  # isoformat() takes twice as long


def status_label(status: Status | str) -> Sentence:
    return STATUS_LABELS[Status(status)]


def role_label(role: str | None) -> Sentence:
    """None: of a key that may only hand over."""
    return ROLE_LABELS[role or "ingest"]


@cache
def kind_label(kind: str) -> Sentence:
    return Sentence(KINDS[kind].label)


def path(row: GridRow) -> str:
    """Of an object, below its integration's lists."""
    return f"{row.kind}/{segment(row.key)}"


def segment(key: str) -> str:
    """A key as one segment of a path: a slash in it is no border."""
    return quote(key, safe="")


def at_source(row: GridRow, template: str) -> str:
    """Its address in the ERP; "": it has none."""
    return source_link(template, kind=row.kind, key=row.key, entity=row.entity)


def difference_label(one: Difference) -> Sentence:
    """As the fields of a kind are called, where it is one of them."""
    return Sentence(f"{one.label[:1].upper()}{one.label[1:]}")


def dom_id(text: str) -> str:
    """An id that needs no escaping in a selector; different texts give different ids."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", text)


def tag_lines(text: str) -> str:
    """XML for reading: each element on a line of its own, indented. Texts stay as they are."""
    if not text.startswith("<"):
        return text
    lines, depth = [], 0
    for part in re.sub(r">(?=<)", ">\n", text).split("\n"):
        depth -= part.startswith("</")
        lines.append("  " * depth + part)
        depth += part.startswith("<") and not part.startswith("</") and "</" not in part and not part.endswith("/>")
    return "\n".join(lines)


def pointed(text: str, piece: str, key: str) -> Markup:
    """A mark where a piece of it stands: the first one after the object's key, for a request has other objects, too."""
    own = text.find(key)
    start = text.find(piece, own) if piece and own >= 0 else -1
    if start < 0:
        return escape(text)
    end = start + len(piece)
    return Markup("{}<mark><b>{}</b></mark>{}").format(text[:start], text[start:end], text[end:])


def line_changes(before: str, after: str) -> list[tuple[str, str]]:
    """(`-` or `+`, line) of what differs between two texts as `tag_lines` shows them."""
    old, new = tag_lines(before).split("\n"), tag_lines(after).split("\n")
    found = []
    for i, j in matched(old, new):
        if i is None or j is None or old[i] != new[j]:
            found += [("-", old[i])] if i is not None else []
            found += [("+", new[j])] if j is not None else []
    return found


def may(person: Any, needed: str) -> bool:
    """Whether the person (or None) has this role or a higher one."""
    return person is not None and person.role.may(Role(needed))


def acts(person: Any, needed: str) -> bool:
    """Whether they may press what this role may: nobody does where the installation is read-only."""
    return may(person, needed) and not person.read_only


def is_web_url(address: str | None) -> bool:
    """Third parties name these: only http and https become links."""
    try:
        return bool(address) and urlsplit(address or "").scheme in ("http", "https")
    except ValueError:
        return False


def listed(row: GridRow, known: Callable[[str], str]) -> GridRow:
    """A long message is cut for the list once it is said in the reader's language: half a sentence is not known."""
    if len(row.message) <= _LISTED:
        return row
    said = known(row.message)
    return replace(row, message=said if len(said) <= _LISTED else f"{said[: _LISTED - 1]}…")


_LISTED = 300  # characters


def _part(phase: Phase, status: Status) -> str:
    if phase is not Phase.IDLE:
        return f"objects/message/_{phase}.html"
    return f"objects/message/_{'queued' if status is Status.PENDING else status}.html"


# Which file says the last message of a row.
MESSAGE_PARTS = {(phase, status): _part(phase, status) for phase in Phase for status in Status}


FILTERS: dict[str, Callable[..., Any]] = {
    "utc": utc,
    "lasted": lasted,
    "status_label": status_label,
    "kind_label": kind_label,
    "role_label": role_label,
    "path": path,
    "segment": segment,
    "at_source": at_source,
    "difference_label": difference_label,
    "dom_id": dom_id,
    "tag_lines": tag_lines,
    "pointed": pointed,
    "line_changes": line_changes,
    "may": may,
    "acts": acts,
}
