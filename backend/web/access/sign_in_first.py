"""The answer to somebody we do not know: a page asks to sign in, a program gets 401, and no form lands in a grid."""

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from litestar import MediaType, Response
from litestar.response import Redirect

from backend.web.access.auth import SAFE_METHODS, AnyRequest, auth_of, is_api, is_fragment
from backend.web.access.guards import SignInNeededError
from backend.web.problems import problem


def ask_to_sign_in(request: AnyRequest, _error: SignInNeededError) -> Response[Any]:
    if is_api(request.scope):
        answer = problem(401, "Send an API key that is not revoked: `Authorization: Bearer sync_…`")
        answer.headers["www-authenticate"] = "Bearer"
        return answer
    if is_fragment(request.scope):
        return problem(401, "Send a session that has not ended: `X-Embed: …`. POST /embed/sessions opens one")
    base = auth_of(request).base_path
    if "hx-request" in request.headers:
        shown = urlsplit(request.headers.get("hx-current-url", ""))
        return Response(
            b"",
            status_code=401,
            media_type=MediaType.TEXT,
            headers={"hx-redirect": _sign_in(base, shown.path, shown.query)},
        )
    if request.method not in SAFE_METHODS:
        return Redirect(_sign_in(base, "", ""), status_code=303)
    raw, _, query = _raw_path(request).partition("?")
    path = raw if f"{raw}/".startswith(f"{base}/") else f"{base}{raw}"
    return Redirect(_sign_in(base, path, query), status_code=303)


def local_path(text: str, base: str) -> str:
    """Where to go after a sign-in: a path of ours, or the first page. Nothing that a browser takes to another host."""
    first = f"{base}/"
    safe = text.startswith(first) and not text.startswith("//") and "\\" not in text and text.isprintable()
    inside = "/../" not in f"{text.partition('?')[0]}/"
    return text if safe and inside and text.isascii() and " " not in text else first


def _raw_path(request: AnyRequest) -> str:
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    query: bytes = request.scope["query_string"]
    return raw.partition(b"?")[0].decode("latin-1") + ("?" + query.decode("latin-1") if query else "")


def _sign_in(base: str, path: str, query: str) -> str:
    wanted = local_path(f"{path}?{query}" if query else path, base)
    return f"{base}/sign-in" + (f"?{urlencode({'next': wanted})}" if wanted != f"{base}/" else "")
