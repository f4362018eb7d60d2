"""One object opened in the drawer, and what its tabs show."""

from types import SimpleNamespace
from typing import Any

import msgspec

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference
from backend.domain.pushes.remote import RemoteRef
from backend.storage.screens.objects.acts import Act
from backend.storage.screens.objects.neighbours import Neighbours
from backend.storage.screens.objects.versions import Content
from backend.storage.screens.values import Detail, ExchangeLine, GridRow, Newer
from backend.web.drawing.content import body_of
from backend.web.objects.comparing import Comparison, compared
from tests.frontend.sample import NOW, make_facts, make_rows
from tests.frontend.shown.detail import make_body, make_detail, make_differences


def believable(row: GridRow) -> dict[str, Any]:
    return {
        "detail": make_detail(row),
        "differences": make_differences(),
        "tab": "overview",
        "blamed": frozenset({"customer"}),
        "preview": make_preview(),
        "comparison": make_comparison(row),
        "exchange": make_exchange(),
        "acts": make_acts(),
        "facts": make_facts(),
        "beside": Neighbours(*make_rows()[:2]),
    }


def hostile(row: GridRow, text: str) -> dict[str, Any]:
    detail = make_hostile_detail(row, text)
    return {
        "detail": detail,
        "differences": detail.differences,
        "blamed": frozenset({text, "lines[0]." + text}),
        "preview": make_preview(operation=text, level=text, text=text),
        "comparison": make_comparison(row, text),
        "exchange": make_exchange(text),
        "acts": make_acts(text),
        "facts": make_facts(text),
        "beside": Neighbours(row, row),
    }


def make_hostile_detail(row: GridRow, text: str) -> Detail:
    found = make_detail(row)
    said = {"raw": text, "codes": (text,), "support_id": text}
    attempts = [msgspec.structs.replace(one, sentence=text, by=text, key=text, **said) for one in found.attempts]
    return msgspec.structs.replace(
        found,
        attempts=attempts,
        needs=[msgspec.structs.replace(one, key=text) for one in found.needs],
        received_from=text,
        body={text: text, "lines": [{text: text}], "list": [text], "more": {text: {text: text}}},
        foreign=(RemoteRef(id=text, number=text, url=text),),
        given_number=text,
        differences=(Difference(text, text, text, text),),
        retry_level=text,
        newer=Newer(since=2, fields=(text, text, text, text), by=(text,), at=NOW),
        advice=Advice(Who.ERP, text),
        cause_class=text,
        remote_id=text,
        **said,
    )


def make_comparison(row: GridRow, said: str = "N45") -> Comparison:
    """A term that changed, a line that changed, and one that is new."""
    body = make_body(row)
    lines = [*body["lines"][:2], body["lines"][2] | {"class": said}, {"item": said, "amount": "9.00"}]
    new = body | {"payment_term": said, "lines": lines}
    read = (
        Content(number=number, entity=entity, body=one, received_at=NOW, source=said)
        for number, one, entity in ((row.version - 1, body, "100"), (row.version, new, said))
    )
    return compared(*read, body_of(row.kind))


def make_acts(said: str = "M. Bauer") -> list[Act]:
    return [
        Act(at=NOW, by=said, action="record.adopted", facts={said: said}),
        Act(at=NOW, by=said, action="sync.synchronize", sync=7, outcome="error"),
        Act(at=NOW, by=said, action=said, sync=6, outcome="stopped"),
    ]


def make_exchange(said: str = "HUNGO") -> ExchangeLine:
    text = f"<request><control><password>***</password></control><CUSTOMERID>{said}</CUSTOMERID></request>"
    sizes = {"seconds": 1.2, "http_status": 200, "bytes_sent": 1_024, "bytes_received": 512}
    return ExchangeLine(id=3, at=NOW, request=text, answer=said, blamed=f"<CUSTOMERID>{said}</CUSTOMERID>", **sizes)


def make_preview(**changes: Any) -> SimpleNamespace:
    text = "<create_invoice>\n  <customerid>HUNGO</customerid>\n  <datecreated>\n    <year>2026</year>…"
    last = {"last": 2, "last_text": text.replace("HUNGO", "SAVEA"), "unchanged": False}
    return SimpleNamespace(
        **{"operation": "create", "level": "200", "text": text, "refused": "", "lacks_entry": None, **last} | changes
    )
