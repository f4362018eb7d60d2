"""What a press without JavaScript did, said on the page after the redirect: signed, in the address, for a minute."""

import base64
import time
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest
from math import ceil
from urllib.parse import parse_qsl, urlencode

import msgspec

from backend.security.seal import derive
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client

SAID = "said"  # its name in the query
_SECONDS = 60


class Notice(msgspec.Struct, frozen=True, array_like=True):
    tone: str  # good, warn
    sentence: str
    at: float = 0.0
    sync: int = 0  # that it is about
    undo_until: datetime | None = None

    @property
    def undo_seconds(self) -> int:
        """For which it can still be taken back whole."""
        left = self.undo_until - datetime.now(UTC) if self.undo_until else timedelta()
        return max(0, ceil(left.total_seconds()))


def with_notice(path: str, notice: Notice, secret: bytes, client: Client) -> str:
    """The path with the notice instead of one that it may have already. Nobody else's page shows it."""
    text = base64.urlsafe_b64encode(
        msgspec.json.encode(msgspec.structs.replace(notice, sentence=str(notice.sentence), at=time.time()))
    ).decode()
    path, hash_, place = path.partition("#")
    address, _, query = path.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != SAID]
    return f"{address}?{urlencode([*pairs, (SAID, f'{text}.{_mac(text, secret, client)}')])}{hash_}{place}"


def notice_of(request: AnyRequest, secret: bytes, client: Client) -> Notice | None:
    """None: there is none, it is old, or it is not for this session."""
    text, _, mac = request.query_params.get(SAID, "").rpartition(".")
    if not text or not mac.isascii() or not compare_digest(mac, _mac(text, secret, client)):
        return None
    notice = msgspec.json.decode(base64.urlsafe_b64decode(text), type=Notice)
    return notice if time.time() - notice.at < _SECONDS else None


def _mac(text: str, secret: bytes, client: Client) -> str:
    return blake2b(f"{client.csrf} {text}".encode(), key=derive(secret, "notice"), digest_size=16).hexdigest()
