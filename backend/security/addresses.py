"""Addresses that a third party is told: who knows one may post there, and nothing else."""

import hmac
from hashlib import blake2b

from backend.security.seal import derive


def answers_token(secret: bytes, integration: int) -> str:
    """256 bits, the same for as long as the installation has its secret."""
    return blake2b(str(integration).encode(), key=derive(secret, "answers"), digest_size=32).hexdigest()


def is_answers_token(token: str, secret: bytes, integration: int) -> bool:
    """In a time that tells nothing about where they differ."""
    return hmac.compare_digest(token.encode(), answers_token(secret, integration).encode())
