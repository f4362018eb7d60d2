"""A database as one file, by PostgreSQL's own programs."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from backend.embedded.binaries import find_client
from backend.embedded.errors import EmbeddedError

_BEFORE = "BEGIN;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public AUTHORIZATION pg_database_owner;\n"
# Whoever starts on it sees that it was put back, also if we die at the next instant; who began meanwhile sends nothing.
_AFTER = """UPDATE public.instance SET life = NULL;
UPDATE public.integration SET restoring_below = 9223372036854775807, release_needs = 'admin',
    held_reason = coalesce(held_reason, 'It was put back'),
    restored_at = CASE WHEN held_reason IS NULL THEN clock_timestamp() ELSE restored_at END;
COMMIT;
"""


def dump(database_url: str, file: Path) -> None:
    """All of it or nothing. Raises EmbeddedError."""
    program, unfinished = find_client("pg_dump"), _unfinished(file)
    wanted = ["--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}"]
    try:
        with _connection(database_url) as (url, env):
            done = subprocess.run(  # noqa: S603
                [program, *wanted, f"--dbname={url}"], env=env, capture_output=True, text=True, check=False, umask=0o077
            )
        if done.returncode:
            raise EmbeddedError(f"The database was not backed up: {_last(done.stderr)}")
        if file.exists():  # another backup was quicker
            raise EmbeddedError(f"{file} is there already: name another file, or put it away.")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _unfinished(file: Path) -> Path:
    """A new one beside it: what lies there, another backup's perhaps, is not written over. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", suffix=".part", dir=file.parent)
    os.close(handle)
    return Path(name)


def load(file: Path, database_url: str) -> None:
    """Put a backup in the place of all that the database holds, in one transaction. Raises EmbeddedError."""
    with _connection(database_url) as (url, env):
        read, writer, complaint = _piped(file, url, env)
    if read.returncode and not writer:
        raise EmbeddedError(f"{file} is no backup that can be read: {_last(read.stderr)}. Nothing was changed.")
    if writer:
        raise EmbeddedError(f"{file} was not put back: {_last(complaint)}. Nothing was changed.")


def _piped(file: Path, url: str, env: Mapping[str, str]) -> tuple[subprocess.CompletedProcess[str], int, str]:
    """What became of reading it; and how writing it to the database ended, with its complaint."""
    reader, writer = find_client("pg_restore"), find_client("psql")
    into = [str(writer), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", url]
    with subprocess.Popen(into, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as psql:  # noqa: S603
        assert psql.stdin is not None
        psql.stdin.write(_BEFORE)
        psql.stdin.flush()
        command = [str(reader), "--no-owner", "--no-privileges", "--file=-", str(file)]
        read = subprocess.run(command, stdout=psql.stdin, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
        _, complaint = psql.communicate(_AFTER if read.returncode == 0 else "ROLLBACK;\n")
    return read, psql.returncode, complaint


_SECRET = ("password", "sslpassword")


@contextmanager
def _connection(database_url: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The address without its passwords, which `ps` would show, and an environment by which the programs learn them."""
    parts = urlsplit(database_url)
    user, at, place = parts.netloc.rpartition("@")
    named, _, password = user.partition(":")
    options = [option.partition("=") for option in parts.query.split("&") if option]
    given = {name: unquote(value) for name, _, value in options}  # the last word, as libpq has it
    query = "&".join("".join(option) for option in options if option[0] not in _SECRET)
    bare = urlunsplit(parts._replace(netloc=f"{named}{at}{place}", query=query))
    known = given.get("password", unquote(password))
    env = {**os.environ, **({"PGPASSWORD": known} if known else {})}
    with tempfile.TemporaryDirectory() as folder:  # only we may read what is in it
        yield bare, env | _of_the_key(given.get("sslpassword", ""), Path(folder))


def _of_the_key(password: str, folder: Path) -> dict[str, str]:
    """A client key's password has no variable of its own: it is in a file of services."""
    if not password:
        return {}
    (folder / "services").write_text(f"[syncline]\nsslpassword={password}\n")
    return {"PGSERVICE": "syncline", "PGSERVICEFILE": str(folder / "services")}


def _last(complaint: str) -> str:
    lines = [line for line in complaint.splitlines() if line.strip()]
    return (lines[-1] if lines else "no word of why").rstrip(".")
