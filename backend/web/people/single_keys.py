"""Whether single keys act in the list: whoever speaks to a computer, or strikes keys by chance, switches them off."""

from backend.web.access.auth import AnyRequest

KEYS, OFF = "syncline_keys", "off"


def single_keys(request: AnyRequest) -> bool:
    return request.cookies.get(KEYS) != OFF
