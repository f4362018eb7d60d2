"""Every setting of an installation, once: name, unit, default, meaning."""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

MOST_UNDO_SECONDS = 60
MOST_MINUTES = 1440
LEAST_DAYS = 7  # the database refuses to forget what is younger
LEAST_MEMORY = 256  # megabytes: a worker that has just begun needs a good part of it
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[::1\])(?::(?P<port>[1-9][0-9]{0,4}))?"
)


class SettingError(Exception):
    """A setting is missing or cannot be used; the text is a sentence for whoever starts Syncline."""


class MailServer(msgspec.Struct, frozen=True, kw_only=True):
    host: str
    port: int
    tls: bool  # from the first byte; else STARTTLS
    user: str
    password: str
    sender: str  # the address that letters come from

    @property
    def here(self) -> bool:
        return self.host in ("localhost", "127.0.0.1", "::1")

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    database_url: str  # DATABASE_URL: PostgreSQL 18
    redis_url: str  # REDIS_URL: Redis or Valkey; may be emptied at any time
    secret: bytes  # SYNCLINE_SECRET (base64, 32 bytes or more), else the file SYNCLINE_HOME/secret
    home: Path  # SYNCLINE_HOME: where data and the secret are kept; .syncline
    base_path: str  # SYNCLINE_BASE_PATH: "/x/y" when a proxy mounts us below a path; ""
    url: str  # SYNCLINE_URL: the address people use, kept without the base path; http://127.0.0.1:8000
    host: str  # SYNCLINE_HOST: the address to listen on; 127.0.0.1
    port: int  # SYNCLINE_PORT: 8000
    demo: bool  # SYNCLINE_DEMO=1: pages say that nothing leaves this machine, where that is so
    read_only: bool = False  # SYNCLINE_READ_ONLY=1: people look, and nothing is pressed or changed by them
    undo_seconds: int = 10  # SYNCLINE_UNDO_SECONDS: to take back a press on a screen for several objects; 10
    keep_answers_days: int = 90  # SYNCLINE_KEEP_ANSWERS_DAYS: for which requests and answers are kept; 90, 0: for good
    keep_syncs_days: int = 730  # SYNCLINE_KEEP_SYNCS_DAYS: for which syncs and their objects are kept; 730, 0: for good
    worker_memory: int = 0  # SYNCLINE_WORKER_MEMORY: megabytes with which a worker ends, to be started anew; never
    mail: MailServer | None = None  # SYNCLINE_SMTP_URL and SYNCLINE_MAIL_FROM: how letters leave; none do
    notify_private: bool = False  # SYNCLINE_NOTIFY_PRIVATE=1: webhooks may be at addresses of the own network
    notify_down_minutes: int = 5  # SYNCLINE_NOTIFY_DOWN_MINUTES: a connection that is down so long is told of; 5
    theme: Path | None = None  # SYNCLINE_THEME: a file with colours and fonts for the screens; ours
    embed_origins: frozenset[str] = frozenset()  # SYNCLINE_EMBED_ORIGINS: whose pages may frame an embed; nobody's

    @property
    def secure(self) -> bool:
        return self.url.startswith("https://")

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Raises SettingError."""
        home = Path(env.get("SYNCLINE_HOME") or ".syncline").resolve()
        host, port = env.get("SYNCLINE_HOST") or "127.0.0.1", read_port(env)
        base_path = "/".join(["", *filter(None, env.get("SYNCLINE_BASE_PATH", "").split("/"))])
        return cls(
            database_url=needed(env, "DATABASE_URL"),
            redis_url=needed(env, "REDIS_URL"),
            secret=_secret(env.get("SYNCLINE_SECRET", ""), home),
            home=home,
            base_path=base_path,
            url=(env.get("SYNCLINE_URL") or f"http://{host}:{port}").rstrip("/").removesuffix(base_path),
            host=host,
            port=port,
            demo=env.get("SYNCLINE_DEMO") == "1",
            read_only=env.get("SYNCLINE_READ_ONLY") == "1",
            undo_seconds=_undo_seconds(env.get("SYNCLINE_UNDO_SECONDS") or "10"),
            keep_answers_days=_days(env, "SYNCLINE_KEEP_ANSWERS_DAYS", "90"),
            keep_syncs_days=_days(env, "SYNCLINE_KEEP_SYNCS_DAYS", "730"),
            worker_memory=_megabytes(env.get("SYNCLINE_WORKER_MEMORY") or "0"),
            mail=_mail_server(env),
            notify_private=env.get("SYNCLINE_NOTIFY_PRIVATE") == "1",
            notify_down_minutes=_minutes(env.get("SYNCLINE_NOTIFY_DOWN_MINUTES") or "5"),
            theme=Path(env["SYNCLINE_THEME"]) if env.get("SYNCLINE_THEME") else None,
            embed_origins=frozenset(map(_origin, env.get("SYNCLINE_EMBED_ORIGINS", "").replace(",", " ").split())),
        )


def needed(env: Mapping[str, str], name: str) -> str:
    """Raises SettingError when it is not set."""
    if not env.get(name):
        raise SettingError(f"{name} is not set. Set it, or run `python3 -m backend`, which brings its own servers.")
    return env[name]


def read_port(env: Mapping[str, str] = os.environ) -> int:
    """SYNCLINE_PORT. Raises SettingError."""
    text = env.get("SYNCLINE_PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingError(f"SYNCLINE_PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def _undo_seconds(text: str) -> int:
    if not text.isdecimal() or int(text[:4]) > MOST_UNDO_SECONDS:
        raise SettingError(
            f"SYNCLINE_UNDO_SECONDS is {text!r}; it must be a number of seconds up to {MOST_UNDO_SECONDS}, or 0."
        )
    return int(text)


def _days(env: Mapping[str, str], name: str, default: str) -> int:
    text = env.get(name) or default
    if not text.isdecimal() or 0 < int(text[:7]) < LEAST_DAYS or len(text) > 6:
        raise SettingError(
            f"{name} is {text!r}; it must be a number of days from {LEAST_DAYS} on, or 0 to keep it all."
        )
    return int(text)


def _megabytes(text: str) -> int:
    if not text.isdecimal() or 0 < int(text) < LEAST_MEMORY or len(text) > 7:
        raise SettingError(
            f"SYNCLINE_WORKER_MEMORY is {text!r}; it must be a number of megabytes from {LEAST_MEMORY} on, or 0."
        )
    return int(text)


def _minutes(text: str) -> int:
    if not text.isdecimal() or int(text[:5]) > MOST_MINUTES:
        raise SettingError(
            f"SYNCLINE_NOTIFY_DOWN_MINUTES is {text!r}; it must be a number of minutes up to {MOST_MINUTES}."
        )
    return int(text)


def _origin(text: str) -> str:
    """Exactly as a browser names it: no wildcard, no `null`, no path, and http on this machine only."""
    scheme, host = _origin_parts(text)
    if scheme == "https" or (scheme == "http" and host in LOOPBACK):
        return text
    raise SettingError(
        f"SYNCLINE_EMBED_ORIGINS has {text!r}; each must be an origin in lower case such as https://portal.example or"
        " https://portal.example:8443 (http:// only for localhost, 127.0.0.1 and [::1]), without wildcard, path or /."
    )


def _origin_parts(text: str) -> tuple[str, str]:
    found = _ORIGIN.fullmatch(text)
    usual = found and found["port"] == {"http": "80", "https": "443"}[found["scheme"]]  # a browser leaves it out
    return (found["scheme"], found["host"]) if found and not usual else ("", "")


def _mail_server(env: Mapping[str, str]) -> MailServer | None:
    url, sender = env.get("SYNCLINE_SMTP_URL", ""), env.get("SYNCLINE_MAIL_FROM", "")
    server = _mail_server_at(url, sender) if url else None
    if server and env.get("SYNCLINE_DEMO") == "1" and not server.here:
        raise SettingError("SYNCLINE_SMTP_URL must be a mail server of this machine: nothing leaves a demo.")
    return server


def _mail_server_at(url: str, sender: str) -> MailServer:
    """The sentence does not repeat the address: it holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingError(
            "SYNCLINE_SMTP_URL must be smtp://USER:PASSWORD@HOST:PORT or smtps://…; USER and PASSWORD, percent-encoded,"
            " may be left out."
        )
    if "@" not in sender or not sender.isascii() or not sender.isprintable() or " " in sender:
        raise SettingError("SYNCLINE_MAIL_FROM must be the address that mail comes from, as syncline@example.com.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = parts.scheme == "smtps"
    return MailServer(host=parts.hostname, port=port, tls=tls, user=user, password=password, sender=sender)


def _secret(text: str, home: Path) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True) if text else secret_file(home)
    except binascii.Error as problem:
        raise SettingError(f"The secret cannot be read: {problem}.") from problem
    except OSError as problem:
        raise SettingError(
            f"The secret cannot be read from the home {home}, nor be made there: {problem.strerror or problem}. Make it"
            " readable and writable, name another folder with SYNCLINE_HOME, or set SYNCLINE_SECRET."
        ) from problem
    if len(secret) < 32:
        raise SettingError("SYNCLINE_SECRET must be at least 32 bytes in base64: `openssl rand -base64 32` makes one.")
    return secret


def secret_file(home: Path) -> bytes:
    """Read SYNCLINE_HOME/secret; make it (0600) at the first start."""
    path = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)))
    except FileExistsError:
        pass
    return base64.b64decode(path.read_bytes())
