"""The list of objects, and what filters it."""

from typing import Any

import msgspec

from backend.domain.grid.layout import Layout
from backend.domain.line.standing import Standing, Stands
from backend.domain.objects import Problem
from backend.storage.screens.saved_views import SavedView
from backend.storage.screens.values import Chip, GridRow
from tests.frontend import sample
from tests.frontend.filters import SampleFilter


def believable(row: GridRow) -> dict[str, Any]:
    rows, health = sample.make_rows(), sample.make_health()
    return {
        "filter": SampleFilter(),
        "zone": "Europe/Berlin",
        "layout": Layout(),
        "saved": sample.SAVED,
        "kinds": sample.KINDS,
        "entities": ["100", "200"],
        "health": health,
        "news": sample.make_news(),
        "line": health.line,
        "page": sample.make_page(rows),
        "chips": sample.make_chips(rows),
        "currencies": 1,
        "counted": "10,000+",
        "rev": "7",
        "plan": sample.make_plan(held_up=1),
        "row": row,
        "rows": rows[:2],
        "base": "/integrations/1",
    }


def hostile(row: GridRow, text: str) -> dict[str, Any]:
    held = Standing(stands=Stands.HELD, why=text, by=text, since=sample.NOW)
    own = sample.make_own_columns(text)
    words = dict.fromkeys(("key", "version", "kind", "entity", "message", "since", "until", "after"), text)
    return {
        "filter": SampleFilter(problems=(Problem("version", text),), **words),
        "saved": [SavedView(1, text, text, text, opens=True)],
        "zone": text,
        "kinds": [(text, text, "finance")],
        "entities": [text],
        "health": sample.make_health(line=held),
        "line": held,
        "layout": Layout(own=tuple(one.token for one in own)),
        "page": sample.with_own(sample.make_page([row]), text),
        "chips": [Chip(status=row.status, count=1, sums=((text, "1.00"),))],
        "counted": text,
        "rev": text,
        "plan": sample.make_plan(left_out=[(text, 1, text)], waits=[(text, "customer", text, None)]),
        "rows": [row],
    }


def hostile_row(text: str) -> GridRow:
    words = ("key", "message", "counterparty", "entity", "level", "currency", "remote_number", "remote_url")
    return msgspec.structs.replace(sample.make_rows()[0], revision=99, **dict.fromkeys(words, text))
