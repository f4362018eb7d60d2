"""What persons and programs did to an object, in words."""

from backend.domain.sentence import Sentence
from backend.storage.screens.objects.acts import Act

_WORDS = {
    "sync.synchronize": Sentence("Synchronize"),
    "sync.force_synchronize": Sentence("Force synchronize"),
    "retry.requested": Sentence("Retry"),
    "look.asked": Sentence("Check now"),
    "record.adopted": Sentence("Adopted a record"),
    "object.renumbered": Sentence("Renumbered"),
    "object.sent_again": Sentence("Send again"),
    "object.bundled": Sentence("Took a support bundle"),
}


def said_act(one: Act) -> str:
    return _WORDS.get(one.action) or one.action.replace(".", " ").replace("_", " ").capitalize()
