"""Third-party secrets at rest: AES-256-GCM, bound to the place where they are kept."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = "1"


class UnsealError(Exception):
    """The secret cannot be read with this installation's SYNCLINE_SECRET: enter it again."""


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, so that no two uses share one."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


def seal(secret: bytes, text: str, *, place: str) -> str:
    """`place`: where it is kept, for instance `integration/Intacct/user_password`. Moved elsewhere it does not open."""
    nonce = os.urandom(12)
    sealed = AESGCM(derive(secret, "seal")).encrypt(nonce, text.encode(), place.encode())
    return f"{_VERSION}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(secret: bytes, sealed: str, *, place: str) -> str:
    """Raises UnsealError."""
    version, _, content = sealed.partition(":")
    raw = base64.b64decode(content)
    try:
        assert version == _VERSION
        return AESGCM(derive(secret, "seal")).decrypt(raw[:12], raw[12:], place.encode()).decode()
    except InvalidTag as problem:
        raise UnsealError(f"{place} was sealed with another SYNCLINE_SECRET. Enter it again.") from problem
