"""What a stranger's answer may be at most, and what is said of one that is not read."""

LARGEST = 4 * 1024 * 1024
DEEPEST = 64


class UnreadableError(ValueError):
    """The document is not one that we read."""
