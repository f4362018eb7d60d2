"""What is done with value maps."""

import httpx

from tests.factories import drain
from tests.web.audit.desk import ONE, PAGE, Acts, Desk
from tests.web.audit.on_syncs import on_cause
from tests.web.hidden import hidden

ON_MAPS: Acts = {
    f"PUT {ONE}/value-maps/{{name}}": (
        lambda d: d.api("/integrations/1/value-maps/payment_term", {"N30": "Net 30"}, "PUT"),
        "value_map.replaced",
    ),
    f"PATCH {ONE}/value-maps/{{name}}": (
        lambda d: d.api("/integrations/1/value-maps/payment_term", {"N31": "Net 31"}, "PATCH"),
        "value_map.merged",
    ),
    f"POST {PAGE}/maps/{{name}}/retry": (
        lambda d: on_cause(lambda path: _retry_of_map(d, path.rpartition("/")[2])),
        "sync.force_synchronize",
    ),
    f"POST {PAGE}/maps/{{name}}/entries": (
        lambda d: d.form("/integrations/1/maps/payment_term/entries", code="N40", value="Net 40"),
        "value_map.merged",
    ),
    f"POST {PAGE}/maps/{{name}}/import": (lambda d: _imported(d, "N41,Net 41"), "value_map.merged"),
}


async def _retry_of_map(desk: Desk, cause: str) -> httpx.Response:
    """Once it is in error again."""
    await drain(desk.site.app.state.runtime, 1)
    return await desk.form("/integrations/1/maps/payment_term/retry", cause=cause, expect="1")


async def _imported(desk: Desk, pasted: str) -> httpx.Response:
    """As the preview shows it."""
    path = "/integrations/1/maps/payment_term/import"
    seen = hidden((await desk.form(path, pasted=pasted)).text, "seen")
    return await desk.form(path, pasted=pasted, seen=seen, do="store")
