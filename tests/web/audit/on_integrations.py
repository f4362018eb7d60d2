"""What is done with an integration, its connection, and whoever is told of it."""

from collections.abc import Awaitable

import httpx

from tests.factories import sql
from tests.web.audit.desk import BOOKS, ONE, PAGE, Acts
from tests.web.test_setting_pages import save

ON_INTEGRATIONS: Acts = {
    "POST /api/v1/integrations": (lambda d: d.api("/integrations", BOOKS | {"name": "More"}), "integration.created"),
    f"PATCH {ONE}": (lambda d: d.api("/integrations/1", {"batch_size": 9}, "PATCH"), "integration.changed"),
    f"POST {ONE}/doctor": (lambda d: d.api("/integrations/1/doctor"), "integration.examined"),
    f"POST {PAGE}/doctor": (lambda d: d.form("/integrations/1/doctor"), "integration.examined"),
    f"POST {PAGE}/settings": (lambda d: save(d.site, batch_size="8"), "integration.changed"),
    "POST /integrations/new": (
        lambda d: save(
            d.site, "/integrations/new?connector=loopback", name="Third", **{"secrets.password": "loopback"}
        ),
        "integration.created",
    ),
    f"POST {ONE}/subscriptions": (
        lambda d: d.api("/integrations/1/subscriptions", {"channel": "webhook", "address": "https://a.example/"}),
        "subscription.created",
    ),
    f"POST {ONE}/subscriptions/{{number}}/test": (
        lambda d: d.api("/integrations/1/subscriptions/1/test"),
        "subscription.tested",
    ),
    f"DELETE {ONE}/subscriptions/{{number}}": (
        lambda d: d.api("/integrations/1/subscriptions/1", method="DELETE"),
        "subscription.removed",
    ),
    f"POST {PAGE}/notifications": (
        lambda d: d.form("/integrations/1/notifications", channel="webhook", address="https://a.example/x", line="yes"),
        "subscription.created",
    ),
    f"POST {PAGE}/notifications/{{number}}/test": (
        lambda d: d.form("/integrations/1/notifications/2/test"),
        "subscription.tested",
    ),
    f"POST {PAGE}/notifications/{{number}}/remove": (
        lambda d: d.form("/integrations/1/notifications/2/remove"),
        "subscription.removed",
    ),
    f"POST {ONE}/hold": (lambda d: d.api("/integrations/1/hold", {"reason": "Month end"}), "integration.held"),
    f"POST {ONE}/release": (lambda d: d.api("/integrations/1/release"), "integration.released"),
    f"POST {PAGE}/hold": (lambda d: d.form("/integrations/1/hold", reason="Month end"), "integration.held"),
    f"POST {PAGE}/release": (lambda d: d.form("/integrations/1/release"), "integration.released"),
    f"POST {ONE}/end-restoration": (lambda d: _restored(d.api("/integrations/1/end-restoration")), "restoration.ended"),
    f"POST {PAGE}/end-restoration": (
        lambda d: _restored(d.form("/integrations/1/end-restoration")),
        "restoration.ended",
    ),
}


async def _restored(act: Awaitable[httpx.Response]) -> httpx.Response:
    await sql("UPDATE integration SET restored_at = now() - interval '1 hour' WHERE id = 1")
    return await act
