"""What a client gets that is no answer of the gateway: error pages of a server or a network in front."""

import msgspec

from backend.stand_in.gateway.answers import bare_failure
from backend.stand_in.gateway.errors import GatewayError
from backend.stand_in.gateway.refusals import RATE_LIMITED

HTML = b"text/html; charset=UTF-8"
TEXT = b"text/plain; charset=UTF-8"
XML = b"text/xml; charset=UTF-8"
LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"

# These statuses come from the gateway itself, in its own words; all others from what stands before it.
_OWN_WORDS = {
    401: GatewayError(errorno="XMLGW_JPP0002", description="Sign-in information is incorrect", description2=None),
    429: RATE_LIMITED,
}

_UNABLE = GatewayError(errorno="GW-0001", description2="The request could not be processed.")


def error_page(status: int, correction: str = "", form: str = "") -> tuple[bytes, bytes]:
    """The content type and body that come with an HTTP status; a correction is said in the gateway's words too.

    `form` overrules what that status usually has: XML of the gateway, a page of HTML (or half of one), or plain text.
    """
    error = _OWN_WORDS.get(status, _UNABLE)
    if correction:
        error = msgspec.structs.replace(error, correction=correction)
    match form or ("xml" if correction or status in _OWN_WORDS else "html"):
        case "xml":
            return XML, bare_failure(error)
        case "text":
            return TEXT, (error.description2 or error.description).encode()
        case "html":
            return HTML, f"{_page(status)}</body></html>".encode()
        case _:
            return HTML, _page(status).encode()


def _page(status: int) -> str:
    """Without its end."""
    return f"<html><head><title>{status}</title></head><body><h1>Error {status}</h1>"
