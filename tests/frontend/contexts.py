"""All names that any template needs, once believable and once hostile."""

from types import SimpleNamespace
from typing import Any

import msgspec

from backend.domain.audit.audit_filter import AuditFilter
from backend.domain.audit.deeds import GROUPS, deed
from backend.domain.grid.layout import Layout
from backend.domain.line.standing import Standing, Stands
from backend.domain.notifications.troubles import Topic
from backend.domain.objects import Problem
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference
from backend.domain.pushes.remote import RemoteRef
from backend.domain.roles import Role
from backend.domain.syncs.outcomes import Outcome
from backend.storage.screens.audit import Act
from backend.storage.screens.notifications import Subscription, Told
from backend.storage.screens.objects.neighbours import Neighbours
from backend.storage.screens.people import Key, Person
from backend.storage.screens.saved_views import SavedView
from backend.storage.screens.values import Chip, GridRow, Newer
from backend.web.drawing.notices import Notice
from backend.web.syncs.view import SyncView
from tests.frontend import sample, settings
from tests.frontend.filters import SampleFilter


def make_context(row: GridRow | None = None, **changes: Any) -> dict[str, Any]:
    row = row or sample.make_rows()[0]
    values: dict[str, Any] = {
        "integration": sample.make_integration(),
        "integrations": [sample.make_integration(), sample.make_integration(id=2, name="Second")],
        "person": sample.make_person(),
        "csrf": "c0ffee",
        "filter": SampleFilter(),
        "layout": Layout(),
        "single_keys": True,
        "saved": sample.SAVED,
        "kinds": sample.KINDS,
        "entities": ["100", "200"],
        "health": sample.make_health(),
        "news": sample.make_news(),
        "line": sample.make_health().line,
        "page": sample.make_page(sample.make_rows()),
        "chips": sample.make_chips(sample.make_rows()),
        "rev": "7",
        "plan": sample.make_plan(),
        "detail": sample.make_detail(row),
        "differences": sample.make_differences(),
        "tab": "overview",
        "preview": sample.make_preview(),
        "comparison": sample.make_comparison(row),
        "exchange": sample.make_exchange(),
        "acts": sample.make_acts(),
        "beside": Neighbours(*sample.make_rows()[:2]),
        "row": row,
        "base": "/integrations/1",
        "notice": Notice("warn", "Nothing was sent · 1 left out: use Force synchronize"),
        "said": Notice("warn", "Nothing was sent", sync=7),
        "can_undo": True,
        "tone": "warn",
        "sentence": "Something happened.",
        "status_code": 404,
        "title": "Not here",
        "request_id": "01J9",
        "next": "/",
        "name": "ada",
        "problem": "",
        "restored_at": sample.NOW,
        "places": sample.make_places(),
        "place": sample.make_places()[1],
        "unwell": 2,
        "sync": sample.make_sync(),
        "items": sample.make_items(),
        "next_item": 9,
        "view": SyncView(7, Outcome.ERROR, 3, acts=True),
        "address": "https://books.example/integrations/1/syncs/7",
        "syncs": [sample.make_recent()],
        "number": 7,
        "causes": sample.make_causes(),
        "one": sample.make_causes().causes[0],
        "rows": sample.make_rows()[:2],
        "typed": {"note": "Ask Jana", "owner": "Jana"},
        "longest": {"note": 2_000, "owner": 100},
        "seen": "2026-11-25",
        "sort": "amount",
        "may_act": True,
        "expect": 37,
        "words": "Everything",
        "query": "status=error",
        "here": "objects",
        "languages": {"en": "English", "de": "Deutsch"},
        "zones": ["Europe/Berlin"],
        "chosen_language": "de",
        "chosen_zone": "Europe/Berlin",
        "to_ask": ["ada"],
        **make_house("Änne"),
    }
    values |= settings.make_maps_context()
    return values | changes


def make_house(text: str) -> dict[str, Any]:
    """Of people, keys and the audit; the text stands wherever somebody wrote one."""
    somebody = Person(
        name=text, role=Role.VIEWER, disabled=False, has_password=True, seen_at=sample.NOW, last_admin=False
    )
    key = Key(name=text, role=None, created_at=sample.NOW, used_at=None)
    sentence = deed("user.role_changed", text, text, {"from": text, "to": text})
    act = Act(id=1, at=sample.NOW, who=text, action="user.role_changed", integration=1, integration_name=text,
              subject=text, sentence=sentence, facts={"sync": 7})  # fmt: skip
    return {
        "everybody": [somebody],
        "somebody": somebody,
        "roles": list(Role),
        "chosen": Role.VIEWER,
        "has_password": True,
        "keys": [key],
        "groups": GROUPS,
        "every": [sample.make_integration(name=text)],
        "asked": AuditFilter(who=text, object=text, problems=(Problem("who", text),)),
        "deeds": [act],
        "next_after": 1,
        "wrong": Problem("name", text),
        **make_subscriptions(text),
        **dict.fromkeys(("link", "link_of", "token", "token_of", "secret", "hint"), text),
    }


def make_subscriptions(text: str) -> dict[str, Any]:
    told = Told(id=1, event="cause.began", sentence=text, made_at=sample.NOW, due=sample.NOW, tries=2,
                tried_at=sample.NOW, outcome=text, delivered_at=None, given_up_at=None)  # fmt: skip
    subscription = Subscription(
        id=1, channel="webhook", address=text, topics=list(Topic), created_by=text, created_at=sample.NOW, told=[told]
    )
    subscribing = SimpleNamespace(channel="webhook", address=text, topics=["line"])
    return {"subscription": subscription, "subscriptions": [subscription], "subscribing": subscribing,
            "has_mail": False, "most": 2_000}  # fmt: skip


def make_hostile_context(text: str) -> dict[str, Any]:
    """Every free text is the given one; words of our own enums stay."""
    words = {"key": text, "message": text, "counterparty": text, "entity": text, "level": text, "currency": text}
    row = msgspec.structs.replace(sample.make_rows()[0], revision=99, remote_number=text, remote_url=text, **words)
    detail = sample.make_detail(row)
    attempts = [
        msgspec.structs.replace(one, sentence=text, raw=text, by=text, support_id=text, key=text, codes=(text,))
        for one in detail.attempts
    ]
    needs = [msgspec.structs.replace(one, key=text) for one in detail.needs]
    said = {"raw": text, "codes": (text,), "support_id": text, "cause_class": text, "remote_id": text}
    detail = msgspec.structs.replace(
        detail,
        attempts=attempts,
        needs=needs,
        received_from=text,
        body={text: text, "lines": [{text: text}], "list": [text], "more": {text: {text: text}}},
        foreign=(RemoteRef(id=text, number=text, url=text),),
        given_number=text,
        differences=(Difference(text, text, text, text),),
        retry_level=text,
        newer=Newer(since=2, fields=(text, text, text, text), by=(text,), at=sample.NOW),
        advice=Advice(Who.ERP, text),
        **said,
    )
    integration = sample.make_integration(name=text, connector=text, connector_label=text)
    held = Standing(stands=Stands.HELD, why=text, by=text, since=sample.NOW)
    return make_context(
        row,
        integration=integration,
        integrations=[integration, integration],
        person=sample.make_person(name=text),
        csrf=text,
        filter=SampleFilter(
            key=text,
            version=text,
            kind=text,
            entity=text,
            message=text,
            since=text,
            after=text,
            problems=(Problem("version", text),),
        ),
        kinds=[(text, text, "finance")],
        entities=[text],
        health=sample.make_health(line=held),
        line=held,
        restored_at=sample.NOW,
        page=sample.make_page([row]),
        chips=[Chip(status=row.status, count=1, sums=((text, "1.00"),))],
        rev=text,
        plan=sample.make_plan(left_out=[(text, 1, text)], waits=[(text, "customer", text, None)]),
        detail=detail,
        differences=detail.differences,
        comparison=sample.make_comparison(row, text),
        exchange=sample.make_exchange(text),
        acts=sample.make_acts(text),
        beside=Neighbours(row, row),
        preview=sample.make_preview(operation=text, level=text, text=text),
        notice=Notice("warn", text),
        said=Notice("warn", text, sync=7),
        sentence=text,
        title=text,
        request_id=text,
        next=text,
        name=text,
        problem=text,
        places=sample.make_places(text),
        place=sample.make_places(text)[1],
        sync=sample.make_sync(text),
        items=sample.make_items(text),
        syncs=[sample.make_recent(text)],
        saved=[SavedView(1, text, text, text, opens=True)],
        words=text,
        query=text,
        **settings.make_maps_context(text),
        causes=sample.make_causes(text),
        one=sample.make_causes(text).causes[0],
        rows=[row],
        typed={"note": text, "owner": text},
        to_ask=[text],
        **make_house(text),
    )
