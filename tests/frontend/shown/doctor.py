"""What the doctor found."""

from typing import Any

from backend.domain.integrations.findings import About, Finding, Report, unwell
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.storage.screens.values import GridRow
from backend.web.integrations.places import Place, places_of


def believable(_: GridRow) -> dict[str, Any]:
    places = make_places()
    return {"places": places, "place": places[1], "unwell": 2}


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    places = make_places(text)
    return {"places": places, "place": places[1]}


def make_places(said: str = "The Intacct user may not READ VENDOR: give its role the permission.") -> list[Place]:
    """What the doctor found: a supplier that cannot be read, and an entity that lets nobody in."""
    level = "100" if said.startswith("The Intacct user") else said
    signed_in = Finding(
        about=About.SIGN_IN, ok=True, sentence="Signed in to company demo, at the top level", level="top"
    )
    refused = Health(ok=False, sentence=said, who=Who.THERE, raw=said)
    findings = [
        Finding(about=About.SETTINGS, ok=True, sentence="Settings and secrets are there and can be used"),
        signed_in,
        unwell(About.KIND, refused, said, level="top", kind="supplier", stuck=["supplier"]),
        Finding(about=About.KIND, ok=True, sentence="CUSTOMER can be read", level="top", kind="customer"),
        unwell(About.SIGN_IN, refused, said, level=level, stuck=["sales_invoice", "journal_entry"]),
    ]
    return places_of(Report(tuple(findings)))
