"""Who may do what."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"  # looks
    OPERATOR = "operator"  # looks and synchronizes
    ADMIN = "admin"  # also settings, people and keys

    def may(self, needed: "Role") -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)
