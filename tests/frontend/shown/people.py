"""People, keys and the audit: the text stands wherever somebody wrote one."""

from typing import Any

from backend.domain.audit.audit_filter import AuditFilter
from backend.domain.audit.deeds import GROUPS, deed
from backend.domain.embeds.claims import ROLES
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.storage.screens.audit import Act
from backend.storage.screens.people import EmbedKey, Key, Person
from backend.storage.screens.values import GridRow
from tests.frontend import sample


def believable(row: GridRow) -> dict[str, Any]:
    return hostile(row, "Änne") | {"to_ask": ["ada"]}


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    somebody = make_somebody(text)
    return {
        "everybody": [somebody],
        "somebody": somebody,
        "to_ask": [text],
        "roles": list(Role),
        "chosen": Role.VIEWER,
        "has_password": True,
        "keys": [Key(name=text, role=None, created_at=sample.NOW, used_at=None)],
        "embed_keys": [EmbedKey(name=text, role=Role.VIEWER, created_at=sample.NOW, used_at=sample.NOW)],
        "embed_roles": ROLES,
        "embed_origins": [text],
        "embed_src": "https://syncline.example/embed/panel?origin=",
        "embed_name": "",
        "embed_chosen": "viewer",
        "groups": GROUPS,
        "every": [sample.make_integration(name=text)],
        "asked": AuditFilter(who=text, object=text, problems=(Problem("who", text),)),
        "deeds": [make_deed(text)],
        "next_after": 1,
        "wrong": Problem("name", text),
        **dict.fromkeys(("link", "link_of", "token", "token_of", "embed_secret", "embed_name", "secret", "hint"), text),
    }


def make_somebody(text: str) -> Person:
    often = {"disabled": False, "has_password": True, "last_admin": False}
    return Person(name=text, role=Role.VIEWER, seen_at=sample.NOW, **often)


def make_deed(text: str) -> Act:
    return Act(
        id=1,
        at=sample.NOW,
        who=text,
        action="user.role_changed",
        integration=1,
        integration_name=text,
        subject=text,
        sentence=deed("user.role_changed", text, text, {"from": text, "to": text}),
        facts={"sync": 7},
    )
