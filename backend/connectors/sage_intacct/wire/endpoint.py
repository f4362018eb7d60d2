"""Which addresses belong to Intacct."""

from urllib.parse import SplitResult

from backend.connectors.endpoint import origin, split


def followed(configured: str, returned: str) -> str:
    """The address for the rest of a session: the one Intacct names if it can be trusted, else the one configured."""
    ours, theirs = split(configured), split(returned)
    if ours is None or theirs is None or theirs.username or theirs.password or theirs.fragment:
        return configured
    return returned if origin(ours) == origin(theirs) or (_is_intacct(ours) and _is_intacct(theirs)) else configured


def owner(endpoint: str) -> str:
    """Whose companies answer there: Intacct's gateways have the same ones; a stand-in has its own, on any port."""
    parts = split(endpoint)
    if parts is None:
        return endpoint
    return "intacct.com" if _is_intacct(parts) else parts.hostname or ""


def _is_intacct(parts: SplitResult) -> bool:
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme == "https" and parts.port in (None, 443) and host.endswith(".intacct.com")
