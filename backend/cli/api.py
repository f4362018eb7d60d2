"""The JSON API of a running Syncline, for commands: that of SYNCLINE_URL, else of the demo that runs in this home."""

import os
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

import click
import httpx

from backend.cli.exits import EXIT_AWAY
from backend.cli.servers.beside import beside, home


class NoApiError(click.ClickException):
    """Nobody answers, or we are refused: not what became of objects."""

    exit_code = EXIT_AWAY


class Api:
    """A refusal ends the command with its sentence: 3 when nobody answers or the key is refused, else 1."""

    def __init__(self) -> None:
        url, key = _address()
        headers = {"Authorization": f"Bearer {key}"}
        try:
            self.http = httpx.Client(
                base_url=url.rstrip("/") + "/api/v1", headers=headers, timeout=120, trust_env=False
            )
        except (httpx.InvalidURL, UnicodeEncodeError) as problem:
            raise click.UsageError(f"SYNCLINE_URL or SYNCLINE_API_KEY cannot be used: {problem}") from problem

    def call(self, method: str, path: str, *, answers: Collection[int] = (), **given: Any) -> Any:
        """What was said. `answers`: statuses of refusals that the caller reads itself."""
        try:
            answer = self.http.request(method, path, **given)
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise NoApiError(f"{self.http.base_url} does not answer: {problem}") from problem
        said = _read(answer)
        if said is None:
            raise NoApiError(f"HTTP {answer.status_code} that is not Syncline's: is SYNCLINE_URL right?")
        refused = answer.status_code >= 400 and answer.status_code not in answers
        if refused and "results" not in said:  # a batch that is refused whole says so line by line
            sentence = f"{said.get('title', 'Refused')}: {said.get('detail', '')}"
            raise NoApiError(sentence) if _away(answer.status_code) else click.ClickException(sentence)
        return said

    def integration(self, given: int | None) -> int:
        """The only one, unless one is given."""
        if given is not None:
            return given
        found = self.call("GET", "/integrations/")
        if len(found) != 1:
            names = ", ".join(f"{one['id']} ({one['name']})" for one in found) or "none yet"
            raise click.UsageError(f"Say which integration with --integration: {names}.")
        number: int = found[0]["id"]
        return number

    def object_path(self, given: int | None, kind: str, key: str) -> str:
        """Of an object at the only integration, unless one is given."""
        return f"/integrations/{self.integration(given)}/objects/{kind}/{quote(key, safe='')}"


def _away(status: int) -> bool:
    """The key is refused, or Syncline cannot answer; all else is about what was asked."""
    return status in (401, 403, 429) or status >= 500


def _address() -> tuple[str, str]:
    """(URL with the base path, key). Raises UsageError."""
    url, key = os.environ.get("SYNCLINE_URL", ""), os.environ.get("SYNCLINE_API_KEY", "")
    if not url and not key and (demo := beside()):
        return demo["SYNCLINE_URL"] + demo["SYNCLINE_BASE_PATH"].rstrip("/"), demo["SYNCLINE_API_KEY"]
    if not url or not key:
        other = "" if url or key else f"No demo runs in {home()}; `python3 -m backend` starts one. Else: "
        raise click.UsageError(f"{other}Set SYNCLINE_URL and SYNCLINE_API_KEY: where it runs, and a key it made.")
    return url, key


def _read(answer: httpx.Response) -> Any | None:
    """None: not JSON, or a refusal that is not ours."""
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if answer.is_success or isinstance(said, dict) else None


integration_option = click.option("--integration", type=int, help="Its number; not needed when there is only one.")
