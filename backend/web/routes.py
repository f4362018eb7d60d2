"""Every route: what programs ask for, and what people open."""

from typing import Any

from litestar import Router

from backend.web import home
from backend.web.api import answers as api_answers
from backend.web.api import audit as api_audit
from backend.web.api import metrics as api_metrics
from backend.web.api.integrations import causes as api_causes
from backend.web.api.integrations import doctor as api_doctor
from backend.web.api.integrations import settings as api_integrations
from backend.web.api.integrations import subscriptions as api_subscriptions
from backend.web.api.integrations import usage as api_usage
from backend.web.api.integrations import value_maps as api_value_maps
from backend.web.api.objects import bundles as api_bundles
from backend.web.api.objects import exporting as api_exporting
from backend.web.api.objects import reading as api_reading
from backend.web.api.objects import sent as api_sent
from backend.web.api.objects import versions as api_objects
from backend.web.api.people import embed_keys as api_embed_keys
from backend.web.api.people import keys as api_keys
from backend.web.api.people import people as api_people
from backend.web.api.syncs import items as api_items
from backend.web.api.syncs import plans as api_plans
from backend.web.api.syncs import progress as api_progress
from backend.web.api.syncs import syncs as api_syncs
from backend.web.causes import screen as causes
from backend.web.embeds import fragments, frames
from backend.web.integrations import doctor, line, new
from backend.web.integrations import settings as settings_page
from backend.web.maps import changing as map_changes
from backend.web.maps import importing as map_imports
from backend.web.maps import pages as map_pages
from backend.web.notifications import screen as notifications
from backend.web.objects import bundles, columns, exporting, news, saved
from backend.web.objects import screen as objects
from backend.web.people import audit, keys, people, sessions, you
from backend.web.resolve import api as api_resolve
from backend.web.resolve import screen as resolve_screen
from backend.web.syncs import pressing as syncs
from backend.web.syncs import screen as sync_pages

_API = (
    api_objects,
    api_integrations,
    api_value_maps,
    api_subscriptions,
    api_usage,
    api_reading,
    api_exporting,
    api_causes,
    api_syncs,
    api_items,
    api_plans,
    api_progress,
    api_answers,
    api_doctor,
    api_resolve,
    api_audit,
    api_people,
    api_keys,
    api_embed_keys,
    api_bundles,
    api_sent,
)
_PAGES = (
    objects,
    bundles,
    exporting,
    columns,
    saved,
    news,
    frames,
    fragments,
    syncs,
    resolve_screen,
    doctor,
    line,
    settings_page,
    notifications,
    new,
    map_pages,
    map_changes,
    map_imports,
    sync_pages,
    causes,
    you,
    people,
    keys,
    audit,
)
ROUTES: list[Any] = [
    Router("/api/v1", route_handlers=[one.router for one in _API]),
    home.home,
    home.health,
    home.static,
    home.theme,
    api_metrics.show,
    *sessions.HANDLERS,
    *(one.router for one in _PAGES),
]
