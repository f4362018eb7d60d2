"""What a client gets that is no answer of the gateway: error pages of a server or a network in front."""

from backend.stand_in.gateway.answers import control_failure
from backend.stand_in.gateway.refusals import GatewayError

HTML = b"text/html; charset=UTF-8"
XML = b"text/xml; charset=UTF-8"
LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"

# These statuses come from the gateway itself, in its own words; all others from what stands before it.
_OWN_WORDS = {
    401: GatewayError(errorno="XMLGW_JPP0002", description="Sign-in information is incorrect"),
    429: GatewayError(errorno="GW-0010", description2="API rate limit exceeded"),
}


def error_page(status: int) -> tuple[bytes, bytes]:
    """The content type and body that come with an HTTP status."""
    error = _OWN_WORDS.get(status)
    if error is not None:
        return XML, control_failure(None, [error])
    return HTML, f"<html><head><title>{status}</title></head><body><h1>Error {status}</h1></body></html>".encode()
