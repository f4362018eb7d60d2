"""Value maps and settings as their pages show them."""

from typing import Any

from backend.actions.integrations.change_value_map import Sizes
from backend.connectors.registry import CONNECTORS
from backend.domain.integrations.setting_fields import (
    Control,
    common_fields,
    connector_fields,
    kind_fields,
    secret_fields,
)
from backend.domain.objects import Problem
from backend.storage.screens.maps import Stopped
from backend.storage.screens.values import GridRow
from backend.web.integrations.drafts import Form
from backend.web.maps.pages import Map
from backend.web.maps.shown import Difference, Draft, Entry, Listed
from tests.frontend.sample import NOW


def believable(row: GridRow) -> dict[str, Any]:
    return hostile(row, "N30")


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    return {
        "map": make_map(text),
        "maps": [make_map(text)],
        "listed": Listed(entries=[Entry(text, text, "mark"), Entry("*", text, "mark")], every=2, found=2, after=text),
        "find": text,
        "after": text,
        "draft": Draft(text, text),
        "problems": (Problem("code", f"expected text, got {text}"),),
        "pasted": text,
        "sizes": Sizes(entries=2, added=1, changed=0, removed=0),
        "differing": f"No object would differ {text}",
        "changes": [Difference(text, "", text)],
        "more": 1,
        "replace": True,
        "seen": text,
        **make_settings_context(text),
    }


def make_map(text: str = "N30") -> Map:
    step = f'{text} is mapped to Net 33 in the value map "payment term". Correct this entry.'
    said = {"sentence": f"Payment term {text} has no entry", "count": 38, "last_seen": NOW, "next_step": step}
    stopped = [
        Stopped(cause=1, missing=("payment_term", text), **said),
        Stopped(cause=2, missing=("payment_term", f"{text}!"), **said),
        Stopped(cause=3, missing=None, **said),
    ]
    return Map(name="payment_term", about=f"Payment terms {text}", entries={text: text}, stopped=stopped)


def make_settings_context(text: str) -> dict[str, Any]:
    connector = CONNECTORS["loopback"]
    form = Form(
        connector_fields(connector.config),
        secret_fields(connector.secrets, connector.secrets),
        common_fields(100),
        kind_fields(["customer"]),
    )
    typed = {field.name: "top" if field.control is Control.CHOICE else text for field in form.every}
    problems = [Problem(field.name, f"expected another, got {text}") for field in form.every]
    return {"fields": form.shown(typed, problems), "connectors": [connector], "connector": connector}
