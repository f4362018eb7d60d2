"""What a client gets that is no answer of the gateway: error pages of a server or a network in front."""

import msgspec

from backend.stand_in.gateway.answers import bare_failure
from backend.stand_in.gateway.refusals import RATE_LIMITED, GatewayError

HTML = b"text/html; charset=UTF-8"
XML = b"text/xml; charset=UTF-8"
LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"

# These statuses come from the gateway itself, in its own words; all others from what stands before it.
_OWN_WORDS = {
    401: GatewayError(errorno="XMLGW_JPP0002", description="Sign-in information is incorrect", description2=None),
    429: RATE_LIMITED,
}

_UNABLE = GatewayError(errorno="GW-0001", description2="The request could not be processed.")


def error_page(status: int, correction: str = "") -> tuple[bytes, bytes]:
    """The content type and body that come with an HTTP status; a correction is said in the gateway's words too."""
    error = _OWN_WORDS.get(status)
    if correction:
        error = msgspec.structs.replace(error or _UNABLE, correction=correction)
    if error is not None:
        return XML, bare_failure(error)
    return HTML, f"<html><head><title>{status}</title></head><body><h1>Error {status}</h1></body></html>".encode()
