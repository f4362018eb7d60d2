"""What the push protocol knows of one binding, and what it decides."""

from datetime import datetime

import msgspec

from backend.domain.objects import Category
from backend.domain.status import Park, Phase, Status, status_of


class Row(msgspec.Struct, frozen=True):
    """The columns of `binding` that the protocol reads or writes, in the order of lock_bindings.sql."""

    id: int
    category: Category
    want: bool
    forced: bool
    phase: Phase
    park: Park | None
    next_at: datetime | None
    wanted_at: datetime | None
    quarantine_until: datetime | None
    fence: int
    lease_until: datetime | None
    open_attempt: int | None
    create_epoch: int
    epoch_unknown: bool
    level: str | None
    desired_version: int
    desired_hash: bytes
    synced_version: int | None
    synced_hash: bytes | None
    linked: bool
    fail_count: int
    crash_count: int

    @property
    def in_step(self) -> bool:
        return self.synced_version == self.desired_version and self.synced_hash == self.desired_hash

    @property
    def status(self) -> Status:
        return status_of(phase=self.phase, want=self.want, linked=self.linked, in_step=self.in_step)


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """A committed intention to write: what the attempt row says."""

    attempt: int
    create: bool
    version: int
    hash: bytes
    refused_as_duplicate: bool = False  # the third party said that something is there already


class Decision(msgspec.Struct, frozen=True):
    """The row as it shall be, and the message beside it (None: leave it; "": clear it)."""

    row: Row
    message: str | None = None

    def changes(self, before: Row) -> bool:
        return self.row != before or self.message is not None
