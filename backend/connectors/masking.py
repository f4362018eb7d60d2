"""Takes secrets out of texts that are kept, in every form in which they may stand there."""

import base64
import html
from collections.abc import Iterable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from backend.domain.confidential import MASK


class Masker:
    """Replaces the secrets it was told, longest form first. Safe to show: its repr holds none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._forms: list[str] = []
        for secret in secrets:
            self.add(secret)

    def __repr__(self) -> str:
        return f"Masker({len(self._forms)} forms)"

    def add(self, secret: str) -> None:
        self._forms = sorted({*self._forms, *_forms(secret)}, key=lambda form: (-len(form), form))

    def __call__(self, text: str) -> str:
        for form in self._forms:
            if form in text:
                text = text.replace(form, MASK)
        return text


def _forms(secret: str) -> set[str]:
    if not secret:
        return set()
    raw = secret.encode("utf-8", "surrogatepass")
    return {
        secret,
        escape(secret),
        escape(secret, {'"': "&quot;"}),
        escape(secret, {'"': "&quot;", "'": "&apos;"}),
        html.escape(secret),
        quote(raw, safe=""),
        quote(raw),
        quote_plus(raw),
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode(),
        repr(secret)[1:-1],
    }
