"""A command begins quickly: it brings along what it needs, and only when it runs."""

import subprocess
import sys

LOADED = "import sys, backend.cli.main; print(*sys.modules)"
HEAVY = {"piccolo", "asyncpg", "saq", "litestar", "lxml", "argon2"}  # web, workers and the database need them


def test_to_understand_a_command_nothing_of_the_database_or_the_web_is_loaded() -> None:
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()

    assert HEAVY & set(loaded) == set()
