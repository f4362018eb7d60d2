"""What a row of the audit trail says, as a sentence with its facts in place."""

import re
from collections.abc import Mapping
from typing import Any

from backend.domain.roles import role_said
from backend.domain.sentence import Noun, Sentence, counted, joined

DEEDS = {
    "user.created": Sentence("%(who)s added %(subject)s with the role %(role)s"),
    "user.role_changed": Sentence("%(who)s changed the role of %(subject)s from %(from)s to %(to)s"),
    "user.disabled": Sentence("%(who)s disabled %(subject)s"),
    "user.enabled": Sentence("%(who)s let %(subject)s sign in again"),
    "user.password_set": Sentence("%(who)s set a password for %(subject)s"),
    "user.password_changed": Sentence("%(who)s changed their own password"),
    "user.password_refused": Sentence("%(who)s gave a wrong old password for a new one"),
    "link.made": Sentence("%(who)s made a sign-in link for %(subject)s"),
    "api_key.created": Sentence("%(who)s made the key %(subject)s with the role %(role)s"),
    "api_key.revoked": Sentence("%(who)s revoked the key %(subject)s"),
    "embed_key.created": Sentence("%(who)s made the embed key %(subject)s: at most %(role)s"),
    "embed_key.revoked": Sentence("%(who)s revoked the embed key %(subject)s"),
    "session.opened": Sentence("%(who)s signed in by %(by)s from %(address)s"),
    "session.refused": Sentence("A sign-in as %(subject)s from %(address)s was refused"),
    "session.ended": Sentence("%(who)s signed out"),
    "access.refused": Sentence("%(who)s was refused %(subject)s: not allowed for the role %(role)s"),
    "integration.created": Sentence("%(who)s made the integration %(subject)s"),
    "integration.changed": Sentence("%(who)s changed settings: %(fields)s"),
    "integration.examined": Sentence("%(who)s checked the connection: %(findings)s findings, %(unwell)s not well"),
    "integration.held": Sentence("%(who)s held it: %(reason)s"),
    "integration.released": Sentence("%(who)s released it; it was held by %(held_by)s: %(reason)s"),
    "subscription.created": Sentence("%(who)s has notifications sent to %(subject)s"),
    "subscription.removed": Sentence("%(who)s has no more notifications sent to %(subject)s"),
    "subscription.tested": Sentence("%(who)s sent a test to %(subject)s"),
    "value_map.replaced": Sentence("%(who)s replaced the value map %(subject)s"),
    "value_map.merged": Sentence("%(who)s changed entries of the value map %(subject)s"),
    "sync.synchronize": Sentence("%(who)s synchronized %(subject)s: sync %(sync)s"),
    "sync.force_synchronize": Sentence("%(who)s force synchronized %(subject)s: sync %(sync)s"),
    "sync.stopped": Sentence("%(who)s stopped sync %(sync)s"),
    "retry.requested": Sentence("%(who)s asked to retry %(subject)s"),
    "look.asked": Sentence("%(who)s asked to look for %(subject)s at the third party"),
    "record.adopted": Sentence("%(who)s adopted the record %(record)s for %(subject)s"),
    "object.renumbered": Sentence("%(who)s renumbered %(subject)s to %(number)s"),
    "object.sent_again": Sentence("%(who)s had %(subject)s created anew"),
    "objects.exported": Sentence("%(who)s exported the list of objects"),
    "restoration.ended": Sentence("%(who)s said that all was handed over again after the restoration"),
    "instance.restored": Sentence("This database %(why)s"),
    "demo.prepared": Sentence("The demo was prepared"),
    "audit.exported": Sentence("%(who)s exported the audit"),
}
NOBODY = Sentence("somebody unknown")
_OBJECTS = re.compile(r"([0-9]{1,9}) objects")
_ROLES = ("role", "from", "to")  # facts that name one
_WORDS = {
    "command line": Sentence("command line"),
    "link": Sentence("link"),
    "password": Sentence("password"),
}  # ours among those who act, and among the ways to sign in
_SETTINGS = {
    "automatic": Sentence("automatic kinds"),
    "batch_size": Sentence("batch size"),
    "config": Sentence("connection to the third party"),
    "connections_allowed": Sentence("connections allowed"),
    "level_overrides": Sentence("entities at another level"),
    "name": Sentence("name"),
    "quiet_seconds": Sentence("quiet times"),
    "secrets": Sentence("passwords"),
    "source_url": Sentence("address in the ERP"),
    "transaction_level": Sentence("transaction level"),
}
_MOST = 300  # characters of one fact

# What is asked for together: the first word of the actions.
GROUPS = {
    "people": (Sentence("People and keys"), ("user", "link", "api_key", "embed_key")),
    "sessions": (Sentence("Sign-ins"), ("session",)),
    "settings": (Sentence("Settings"), ("integration", "subscription", "value_map", "restoration", "instance", "demo")),
    "syncs": (Sentence("Syncs"), ("sync", "retry")),
    "objects": (Sentence("Single objects"), ("object", "record", "look")),
    "exports": (Sentence("Exports"), ("objects", "audit")),
    "refusals": (Sentence("Refusals"), ("access",)),
}


def deed(action: str, who: str, subject: str, facts: Mapping[str, Any]) -> Sentence:
    """An action that is not listed, or misses a fact, is named as it is kept."""
    values = {name: _fact(name, value) for name, value in facts.items()}
    values |= {"who": _WORDS.get(who, who) or NOBODY, "subject": _subject(action, subject)}
    known = DEEDS.get(action)
    try:
        return Sentence(known.text, **values) if known else _unlisted(action, values)
    except KeyError:
        return _unlisted(action, values)


def _subject(action: str, text: str) -> str:
    """As it is, but a number of objects, and a value map, in the reader's words."""
    if found := _OBJECTS.fullmatch(text):
        return counted("%(num)s object", "%(num)s objects", int(found[1]))
    if action.startswith("value_map."):
        return Noun(text.replace("_", " ").capitalize())
    return text or (NOBODY if action == "session.refused" else "")


def _fact(name: str, value: Any) -> str:
    if name == "fields" and isinstance(value, list):
        return joined(", ", [_SETTINGS.get(one, str(one)) for one in value])
    if name == "by":
        return _WORDS.get(value, _shown(value))
    return role_said(_shown(value)) if name in _ROLES else _shown(value)


def _unlisted(action: str, values: Mapping[str, Any]) -> Sentence:
    return Sentence("%(who)s: %(action)s %(subject)s", **{**values, "action": action})


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
