"""`syncline`, also `python3 -m backend`: one command, its subcommands one file each."""

import click

from backend.cli.asking import explain, status
from backend.cli.demo import demo
from backend.cli.exits import EXIT_USAGE
from backend.cli.importing import import_
from backend.cli.people import key, user
from backend.cli.serving import migrate, serve, stand_in, worker
from backend.cli.synchronizing import sync

click.UsageError.exit_code = EXIT_USAGE  # click's own 2 is what `sync --wait` says of objects that wait


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Push versions of an ERP's objects to a finance application, and see where each one stands.

    Without a command: start everything with a sample company.
    """
    if context.invoked_subcommand is None:
        context.invoke(demo)


for command in (demo, serve, worker, migrate, stand_in, import_, sync, status, explain, user, key):
    main.add_command(command)
