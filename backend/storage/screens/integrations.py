"""Integrations as screens read them."""

from backend.storage.integrations import every, maps, read

__all__ = ["every", "maps", "read"]
