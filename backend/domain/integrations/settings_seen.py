"""What somebody saw of an integration's settings before changing them."""

from hashlib import blake2b

import msgspec

from backend.domain.integrations.integration import Integration, IntegrationSettings
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

MEANWHILE = Problem(
    "", Sentence("Somebody changed the settings meanwhile. Nothing was stored; here they are as they are now")
)

_canonical = msgspec.json.Encoder(order="deterministic")


def settings_mark(integration: Integration) -> str:
    """Another one after every change."""
    content = {name: getattr(integration, name) for name in IntegrationSettings.__struct_fields__}
    return blake2b(_canonical.encode(content), digest_size=9).hexdigest()
