"""The Jinja environment of the screens, its static files, and the one way to make a URL."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backend.domain.grid.error_classes import ERROR_CLASSES
from backend.domain.protocol.times import MOST_TRIES
from backend.domain.status import Status
from backend.storage.screens.values import MOST_ALIKE, MOST_EXPORTED, GridRow
from backend.web.drawing.bars import bars
from backend.web.drawing.compiling import Compiling
from backend.web.drawing.content import body_of, map_label, marked, shown_columns, shown_fields
from backend.web.drawing.drawn_rows import AND_LINE, CUT, NOTED, QUEUED, DrawnRows
from backend.web.drawing.text import FILTERS, MESSAGE_PARTS, is_to_come, is_web_url, listed, local_times
from backend.web.drawing.wording import word
from backend.web.locales.words import ENGLISH, Words
from backend.web.objects.acts import said_act
from backend.web.objects.comparing import said_newer
from backend.web.objects.explain import advised, forced, unseen, waits_for_line
from backend.web.theme import OURS, Theme

MOST_SHOWN = 200_000  # characters of a request or an answer
FRONTEND = Path(__file__).parents[3] / "frontend"


def make_environment(base_path: str, words: Words = ENGLISH, theme: Theme = OURS) -> Environment:
    """Build the environment of a language; `base_path` is empty or starts with a slash (`/x/y`)."""
    env = Compiling(
        words=words,
        loader=FileSystemLoader(FRONTEND / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(FILTERS)
    env.filters.update({"money": words.number, "inside": words.inside})
    env.filters["local_times"] = lambda sentence: local_times(words.said(sentence))
    env.filters.update({"body_of": body_of, "shown_fields": shown_fields, "shown_columns": shown_columns})
    env.filters.update({"map_label": map_label, "marked": marked})
    env.filters.update({"advised": advised, "forced": forced, "unseen": unseen, "waits_for_line": waits_for_line})
    env.filters.update({"newer": said_newer, "act": said_act, "word": word, "bars": bars})
    env.filters["listed"] = lambda row: listed(row, words.known)
    env.filters.update({"known": words.known, "begun": lambda kept: _begun(words.known(kept))})
    env.tests.update({"web_url": is_web_url, "to_come": is_to_come})
    env.globals.update(_globals(base_path.rstrip("/")))
    env.globals["language"] = words
    env.globals["theme"] = theme
    env.globals["status_mark"] = {one: Markup(draw(env, f"objects/status/_{one}.html")) for one in Status}  # noqa: S704
    env.globals["last_message"] = _message_drawer(env)
    env.globals["drawn"] = DrawnRows(env.function("objects/list/_row.html", "row", "base"))
    return env


def _begun(sentence: str) -> str:
    """With a capital letter, and otherwise as it is."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def draw(env: Environment, name: str, /, **context: Any) -> str:
    return env.get_template(name).render(context)


def _globals(base_path: str) -> dict[str, Any]:
    assets = Assets(FRONTEND / "static")

    def url(path: str, query: str = "") -> str:
        return f"{base_path}{path}?{query}" if query else f"{base_path}{path}"

    return {
        "url": url,
        "static": lambda name: url(assets.url_path(name)),
        "static_path": assets.file_at,
        "stylesheets": [url(assets.url_path(name)) for name in assets.stylesheets],
        "scripts": [url(assets.url_path(name)) for name in assets.scripts],
        "error_classes": ERROR_CLASSES,
        "tries_allowed": MOST_TRIES,
        "most_alike": MOST_ALIKE,
        "most_shown": MOST_SHOWN,
        "most_exported": MOST_EXPORTED,
        "cut": CUT,
        "queued_mark": QUEUED,
        "and_line_mark": AND_LINE,
        "noted_mark": NOTED,
    }


def _message_drawer(env: Compiling) -> Callable[[GridRow], Markup]:
    """The last message of a row: a file for each way that it may stand."""

    drawn = {name: env.function(name, "row") for name in env.list_templates() if name in MESSAGE_PARTS.values()}
    parts = {standing: drawn[name] for standing, name in MESSAGE_PARTS.items() if name in drawn}
    return lambda row: Markup(parts[row.phase, row.status](row))  # noqa: S704  # our own templates escaped it


class Assets:
    """The files under one folder, served as `/static/<hash>/<name>`.

    One hash covers the whole folder, so that a script or a sheet may name its neighbour by a relative path.
    """

    def __init__(self, folder: Path) -> None:
        self.files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        self.hash = _hash_of(self.files)
        first = "css/layers.css"  # says the order of the layers
        self.stylesheets = [first, *(name for name in self.files if name.endswith(".css") and name != first)]
        self.scripts = [name for name in self.files if name.startswith("js/")]

    def url_path(self, name: str) -> str:
        """Raises KeyError for a file that is not there."""
        self.files[name]
        return f"/static/{self.hash}/{name}"

    def file_at(self, wanted_hash: str, name: str) -> Path | None:
        """The file that this URL names; None for another hash or an unknown name."""
        return self.files.get(name) if wanted_hash == self.hash else None


def _hash_of(files: dict[str, Path]) -> str:
    seen = sha256()
    for name, path in files.items():
        seen.update(f"{name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return seen.hexdigest()[:16]
