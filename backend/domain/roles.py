"""Who may do what."""

from enum import StrEnum

from backend.domain.sentence import Sentence


class Role(StrEnum):
    VIEWER = "viewer"  # looks
    OPERATOR = "operator"  # looks and synchronizes
    ADMIN = "admin"  # also settings, people and keys

    def may(self, needed: "Role") -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


_SAID: dict[str, str] = {
    Role.VIEWER: Sentence("viewer"),
    Role.OPERATOR: Sentence("operator"),
    Role.ADMIN: Sentence("admin"),
    "ingest": Sentence("ingest"),
}


def role_said(role: str) -> str:
    """Its name, as a sentence has it; of a key also `ingest`."""
    return _SAID.get(role, role)
