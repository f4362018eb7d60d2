"""The one command: `python3 -m backend [COMMAND ...]`, on a machine with Python and pip and nothing else."""

# Nothing here may need a new Python: an old one must still get as far as the sentence that refuses it.
import sys


def run() -> None:
    if sys.version_info[:2] < (3, 11):  # noqa: UP036
        sys.exit("Syncline needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    if sys.platform == "win32":
        sys.exit("Syncline does not run on Windows itself: use WSL, or docker compose (see docs/running.md).")

    from backend.bootstrap import enter

    enter("backend")

    from backend.cli.main import main

    main()


if __name__ == "__main__":
    run()
