"""Living workers as screens read them."""

from backend.storage.workers import alive

__all__ = ["alive"]
