"""What a grid page and an unchanged poll cost at least: bare ASGI, asyncpg, one query, an f-string.

Not what we build, but what it is compared with: the same Postgres, columns, rows and page size; nobody signs in.
"""

import gc
import os
import sys
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import asyncpg
import uvicorn

COLUMNS = """b.id, b.revision, b.kind, o.key, b.category, b.entity, b.status, b.phase, b.park, b.desired_version,
    b.synced_version, o.amount, o.currency, o.counterparty, b.level, b.next_at, b.fail_count,
    coalesce(m.text, '') AS message, r.number, r.url, b.changed_at"""
TABLES = """binding b JOIN object o ON o.id = b.object
    LEFT JOIN binding_message m ON m.binding = b.id LEFT JOIN remote_record r ON r.binding = b.id"""
WORDS = {
    "after": "b.id < {}",
    "error": "b.status = 'error'",
    "prefix": "o.key ~>=~ {}",
    "below": "o.key ~<~ {}",
}

# In two steps, without which Postgres walks all bindings now and then.
BY_KEY = f"""SELECT {COLUMNS} FROM (
    SELECT b.* FROM (SELECT id FROM object o WHERE o.key ~>=~ $1 AND o.key ~<~ $2 OFFSET 0) o
    JOIN binding b ON b.object = o.id AND b.integration = 1 ORDER BY b.id DESC LIMIT 100
    ) b {TABLES.removeprefix("binding b")} ORDER BY b.id DESC"""


IN_MEMORY = {"random_page_cost": "1.1"}  # as we have it for filters: else Postgres reads whole tables into hashes


class Floor:
    """`/grid?after=ID&error&prefix=TEXT`, and `/204`."""

    pool: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == "/204":
            await _answer(send, 204, [], b"")
        else:
            body = draw(await self.pool.fetch(*statement(parse_qsl(scope["query_string"].decode(), True))))
            size = b"%d" % len(body)
            await _answer(send, 200, [(b"content-type", b"text/html"), (b"content-length", size)], body)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self.pool = await asyncpg.create_pool(
            os.environ["DATABASE_URL"], min_size=4, max_size=4, server_settings=IN_MEMORY
        )
        gc.freeze()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})


def statement(asked: Sequence[tuple[str, str]]) -> tuple[Any, ...]:
    """The text and its values."""
    where, values = ["b.integration = 1"], []
    for name, value in asked:
        values += [int(value) if name == "after" else value] if value else []
        where.append(WORDS[name].format(f"${len(values)}"))
    if "prefix" in dict(asked):
        return BY_KEY, *values
    return f"SELECT {COLUMNS} FROM {TABLES} WHERE {' AND '.join(where)} ORDER BY b.id DESC LIMIT 100", *values


def draw(rows: Sequence[Any]) -> bytes:
    lines = [
        f'<tr id="o-{id_}" class="{status}"><td><input type="checkbox" name="object" value="{id_}"></td>'
        f'<th><a href="/objects/{kind}/{escape(key)}">{escape(key)}</a></th><td>{kind}</td>'
        f"<td>{escape(entity) or 'top'}</td><td>{status}</td><td>{version} ({synced or ''})</td>"
        f"<td>{'' if amount is None else amount} {currency or ''}</td><td>{escape(message)}</td>"
        f"<td>{changed:%Y-%m-%d %H:%M:%S}</td><td>{escape(number or '')}</td></tr>"
        for id_, _, kind, key, _, entity, status, _, _, version, synced, amount, currency, _, _, _, _, message, number,
        _, changed in rows
    ]  # fmt: skip
    return f"<table><tbody>{''.join(lines)}</tbody></table>".encode()


async def _answer(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        Floor(), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools", log_config=None,
        access_log=False, server_header=False, date_header=False,
    )  # fmt: skip
