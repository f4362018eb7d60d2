"""Requests, answers and previews as screens show them: confidential fields are masked."""

from collections.abc import Collection
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from backend.actions.preview_push import Preview
from backend.domain.confidential import masked_text, values_in, without
from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime
from backend.storage.screens.values import Detail, ExchangeLine

T = TypeVar("T", ExchangeLine, Preview)


def names_there(runtime: Runtime, integration: Integration) -> Collection[str]:
    """Of fields at the third party whose names do not say what they hold. Settings that cannot be used name none."""
    try:
        return runtime.connector(integration).confidential(runtime.config(integration))
    except msgspec.ValidationError:
        return ()


def concealed(one: T | None, found: Detail, names: Collection[str]) -> T | None:
    """Its texts without those fields, and without this object's own values of them wherever they stand."""
    if one is None:
        return None
    values = values_in(found.body)
    texts = ("request", "answer", "blamed") if isinstance(one, ExchangeLine) else ("refused", "text", "last_text")
    return replace(one, **{name: without(values, masked_text(getattr(one, name), names)) for name in texts})
