"""A database as one file, by PostgreSQL's own programs."""

import os
import subprocess
import tempfile
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
    program, (url, env) = find_client("pg_dump"), _connection(database_url)
    unfinished = _unfinished(file)
    wanted = ["--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}", f"--dbname={url}"]
    try:
        done = subprocess.run(  # noqa: S603
            [program, *wanted], env=env, capture_output=True, text=True, check=False, umask=0o077
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
    reader, writer = find_client("pg_restore"), find_client("psql")
    url, env = _connection(database_url)
    into = [str(writer), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", url]
    with subprocess.Popen(into, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as psql:  # noqa: S603
        assert psql.stdin is not None
        assert psql.stderr is not None
        psql.stdin.write(_BEFORE)
        psql.stdin.flush()
        command = [str(reader), "--no-owner", "--no-privileges", "--file=-", str(file)]
        read = subprocess.run(command, stdout=psql.stdin, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
        _, complaint = psql.communicate(_AFTER if read.returncode == 0 else "ROLLBACK;\n")
    if read.returncode and not psql.returncode:
        raise EmbeddedError(f"{file} is no backup that can be read: {_last(read.stderr)}. Nothing was changed.")
    if psql.returncode:
        raise EmbeddedError(f"{file} was not put back: {_last(complaint)}. Nothing was changed.")


def _connection(database_url: str) -> tuple[str, dict[str, str]]:
    """The address without the password, which `ps` would show, and an environment with it."""
    parts, env = urlsplit(database_url), dict(os.environ)
    user, at, place = parts.netloc.rpartition("@")
    named, _, password = user.partition(":")
    options = [option.partition("=") for option in parts.query.split("&") if option]
    given = [unquote(value) for name, _, value in options if name == "password"]  # the last word, as libpq has it
    query = "&".join("".join(option) for option in options if option[0] != "password")
    bare = parts._replace(netloc=f"{named}{at}{place}", query=query)
    known = given[-1] if given else unquote(password)
    return urlunsplit(bare), env | ({"PGPASSWORD": known} if known else {})


def _last(complaint: str) -> str:
    lines = [line for line in complaint.splitlines() if line.strip()]
    return (lines[-1] if lines else "no word of why").rstrip(".")
