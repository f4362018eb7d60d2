"""The two cookies of a session and of a sign-in form before there is one, and what a person chose for their browser."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from litestar.datastructures import Cookie

from backend.actions.sessions.open_session import OpenedSession
from backend.settings import Settings

_YEAR = 365 * 86_400


def kept(settings: Settings, name: str, value: str) -> Cookie:
    """What a person chose: no secret, so scripts may read it. Nothing chosen: the browser forgets it."""
    age = _YEAR if value else 0
    return Cookie(key=name, value=value, max_age=age, path="/", secure=settings.secure, samesite="lax")


class Cookies:
    """Under https no other host and no plain-text connection can set ours; otherwise the port keeps two demos apart."""

    def __init__(self, settings: Settings) -> None:
        self._secure = settings.secure
        port = urlsplit(settings.url).port or settings.port
        self.session = "__Host-syncline" if settings.secure else f"syncline_{port}"
        self.form = f"{self.session}_form"
        self.integration = f"{self.session}_integration"

    def opened(self, session: OpenedSession) -> list[Cookie]:
        seconds = int((session.expires_at - datetime.now(UTC)).total_seconds())
        return [self._cookie(self.session, session.token, seconds), self._cookie(self.form, "", 0)]

    def closed(self) -> list[Cookie]:
        return [self._cookie(self.session, "", 0)]

    def form_begun(self, proof: str) -> list[Cookie]:
        return [self._cookie(self.form, proof, 3600)]

    def at(self, integration: int) -> Cookie:
        """Where *Syncline* and *To the objects* lead back to."""
        return self._cookie(self.integration, str(integration), _YEAR)

    def _cookie(self, name: str, value: str, seconds: int) -> Cookie:
        return Cookie(
            key=name, value=value, max_age=seconds, path="/", secure=self._secure, httponly=True, samesite="lax"
        )
