"""What is done with syncs, and with errors that have the same cause."""

from collections.abc import Awaitable, Callable

import httpx

from tests.factories import sql
from tests.web.audit.desk import ONE, PAGE, Acts

ON_SYNCS: Acts = {
    f"POST {ONE}/syncs": (
        lambda d: d.api("/integrations/1/syncs", {"objects": [{"kind": "department", "key": "N1"}]}),
        "sync.synchronize",
    ),
    f"POST {PAGE}/syncs": (
        lambda d: d.with_form("N2", "syncs", verb="synchronize", expect_synchronize="1"),
        "sync.synchronize",
    ),
    f"POST {ONE}/syncs/{{number}}/stop": (lambda d: _stop(d.api, "N1"), "sync.stopped"),
    f"POST {PAGE}/syncs/{{number}}/stop": (lambda d: _stop(d.form, "N2"), "sync.stopped"),
    f"POST {PAGE}/causes/{{number}}/note": (
        lambda d: on_cause(lambda path: d.form(f"{path}/note", note="Ask Jana", owner="Jana")),
        "cause.noted",
    ),
    f"PUT {ONE}/causes/{{number}}/note": (
        lambda d: on_cause(lambda path: d.api(f"{path}/note", {"note": "Ask Ada"}, "PUT")),
        "cause.noted",
    ),
    f"POST {PAGE}/causes/{{number}}/retry": (
        lambda d: on_cause(lambda path: d.form(f"{path}/retry", expect="1")),
        "sync.force_synchronize",
    ),
}


async def _stop(post: Callable[[str], Awaitable[httpx.Response]], key: str) -> httpx.Response:
    """The sync that pressed this one."""
    (row,) = await sql(
        """SELECT max(i.sync) AS sync FROM sync_item i JOIN binding b ON b.id = i.binding
           JOIN object o ON o.id = b.object WHERE o.key = $1""",
        key,
    )
    return await post(f"/integrations/1/syncs/{row['sync']}/stop")


async def on_cause(act: Callable[[str], Awaitable[httpx.Response]]) -> httpx.Response:
    (row,) = await sql("SELECT id FROM cause WHERE sentence LIKE '%N99%'")
    return await act(f"/integrations/1/causes/{row['id']}")
