"""Fields of a page's forms that no reader sees."""

import re
from html import unescape


def hidden(html: str, name: str) -> str:
    """The value of the first field of this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name} in {html}"
    return unescape(found[1])
