"""`syncline`, also `python3 -m backend`: one command, its subcommands one file each."""

import click

from backend.cli.backups.commands import backup, end_restoration, restore, restored
from backend.cli.demo import demo
from backend.cli.embeds import embed_key
from backend.cli.exits import EXIT_USAGE
from backend.cli.integrations.doctor import doctor
from backend.cli.integrations.holding import hold, release
from backend.cli.integrations.maps import map_
from backend.cli.integrations.notifying import notify
from backend.cli.objects.asking import causes, explain, status
from backend.cli.objects.bundling import bundle
from backend.cli.objects.importing import import_
from backend.cli.objects.resolving import resolve
from backend.cli.people import key, user
from backend.cli.servers.serving import migrate, serve, stand_in, worker
from backend.cli.syncs.synchronizing import stop, sync

click.UsageError.exit_code = EXIT_USAGE  # click's own 2 is what `sync --wait` says of objects that wait


EXITS = """\b
How a command ends:
   0  it did what it was asked
   1  an object is in error, a line was refused, something is not well, or it could not be done
   2  sync --wait: something waits for what nobody asked to send
   3  Syncline does not answer or refuses the key; an import broke off
   4  sync --wait: the time is over, and something still moves
  64  the command cannot be understood, or the file cannot be read
"""


@click.group(invoke_without_command=True, epilog=EXITS)
@click.pass_context
def main(context: click.Context) -> None:
    """Push versions of an ERP's objects to a finance application, and see where each one stands.

    Without a command: start everything with a sample company.
    """
    if context.invoked_subcommand is None:
        context.invoke(demo)


for command in (
    demo,
    serve,
    worker,
    migrate,
    stand_in,
    import_,
    sync,
    stop,
    status,
    explain,
    causes,
    resolve,
    bundle,
    map_,
    doctor,
    hold,
    release,
    notify,
    user,
    key,
    embed_key,
    backup,
    restore,
    restored,
    end_restoration,
):
    main.add_command(command)
