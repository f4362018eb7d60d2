"""Signatures of what we post to webhooks, as Standard Webhooks has them: v1, HMAC-SHA256."""

import base64
import hmac
import secrets

PREFIX = "whsec_"


def new_webhook_secret() -> str:
    """192 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"
