"""Which language a browser is answered in: the one its person chose, or the first it asks for that we speak."""

from backend.web.access.auth import AnyRequest, is_fragment
from backend.web.locales.catalogs import LANGUAGES
from backend.web.locales.words import ENGLISH

COOKIE = "syncline_language"  # no secret, and the same for all demos of a host


def language_of(request: AnyRequest) -> str:
    chosen = "" if is_fragment(request.scope) else request.cookies.get(COOKIE, "")  # a portal's server keeps fragments
    return chosen if chosen in LANGUAGES else asked_for(request.headers.get("accept-language", ""))


def asked_for(header: str) -> str:
    """The best of `Accept-Language`, by its weights; a dialect is answered in its language."""
    wanted = sorted((_weighed(part) for part in header.split(",")[:20]), key=lambda one: -one[1])
    known = (name for name, weight in wanted if name in LANGUAGES and weight > 0)
    return next(known, ENGLISH.name)


def _weighed(part: str) -> tuple[str, float]:
    name, _, weight = part.strip().lower().partition(";q=")
    try:
        return name.partition("-")[0], float(weight or 1)
    except ValueError:
        return name, 0.0
