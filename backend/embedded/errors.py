"""What goes wrong when the embedded servers start, as a sentence for the person at the terminal."""


class EmbeddedError(Exception):
    """The embedded servers cannot run here; the text says why and what to do."""
