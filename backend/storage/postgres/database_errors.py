"""How it shows that the database is away, for floors that must not touch it."""

from backend.storage.postgres.database import UNAVAILABLE

__all__ = ["UNAVAILABLE"]
