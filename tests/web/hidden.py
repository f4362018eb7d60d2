"""Fields of a page's forms that no reader sees."""

import re
from html import unescape


def hidden(page: str, name: str, after: str = "") -> str:
    """The value of the first field of this name, or of the first behind these words."""
    found = re.search(rf'{re.escape(after)}.*?name="{name}" value="([^"]*)"', page, re.DOTALL)
    assert found, f"no field {name} behind {after!r} in {page}"
    return unescape(found[1])
