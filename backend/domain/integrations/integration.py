"""One configured link to one company at one third party."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from backend.domain.line.state import LineState
from backend.domain.own_columns.column import OwnColumn

QUIET_SECONDS = 5
HIGHEST = 2**31 - 1  # number of one


class Integration(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    connector: str
    config: dict[str, Any]  # as the connector's config type
    secrets: dict[str, str]  # name → sealed text
    transaction_level: str  # top | entity
    level_overrides: dict[str, str]  # entity → top | entity
    connections_allowed: int
    batch_size: int
    automatic: dict[str, bool]  # kind → pushed without being asked
    quiet_seconds: dict[str, int]  # kind → how long an automatic push waits for a newer version
    held_reason: str | None
    held_by: str
    held_since: datetime | None
    release_needs: str  # the lowest role that may release it
    line: LineState
    source_url: str  # of an object in the ERP: `https://erp.example/{kind}/{key}`; empty: no links
    own_columns: tuple[OwnColumn, ...]
    restored_at: datetime | None  # the database is a backup or a copy: look before anything is created
    trouble: str
    trouble_since: datetime | None
    connected_since: datetime | None
    last_push_at: datetime | None

    def quiet(self, kind: str) -> timedelta:
        return timedelta(seconds=self.quiet_seconds.get(kind, QUIET_SECONDS))


class IntegrationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be changed from outside; None: stays as it is."""

    name: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    transaction_level: Literal["top", "entity"] | None = None
    level_overrides: dict[str, Literal["top", "entity"]] | None = None
    connections_allowed: Annotated[int, Meta(ge=1, le=32)] | None = None
    batch_size: Annotated[int, Meta(ge=1, le=1000)] | None = None
    automatic: dict[str, bool] | None = None
    quiet_seconds: dict[str, Annotated[int, Meta(ge=0, le=3600)]] | None = None
    source_url: Annotated[str, Meta(max_length=500)] | None = None
    own_columns: list[OwnColumn] | None = None
    config: dict[str, Any] | None = None
    secrets: dict[str, Annotated[str, Meta(min_length=1)]] | None = None
