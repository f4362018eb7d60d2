"""Becomes an embedded server: takes its identity, ties its life to ours, then runs its program.

Run as a script in a process of its own (`python -I -S launch.py IDENTITY SIGNAL PARENT WATCH PROGRAM ARGUMENT...`), so
that none of this happens between fork and exec of a supervisor that may have threads. IDENTITY is `same`, `mapped` or
`UID:GID`; WATCH is -1 or the reading end of a pipe whose other end the supervisor holds.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOBODY = 65534  # PostgreSQL refuses uid 0, and initdb wants a uid that has a name


def main(arguments: list[str]) -> None:
    identity, death_signal, parent, watch, *command = arguments
    become(identity)
    # After the change of identity: the kernel forgets the death signal when credentials change.
    if int(watch) >= 0:
        watch_parent(int(watch), signal.Signals(int(death_signal)))
    else:
        die_with_parent(int(parent), signal.Signals(int(death_signal)))
    if command:
        os.execv(command[0], command)  # noqa: S606


def become(identity: str) -> None:
    if identity == "mapped":
        map_root_to_nobody()
    elif identity != "same":
        uid, gid = map(int, identity.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def map_root_to_nobody() -> None:
    """Enter a user namespace in which our uid is called 65534; files stay ours outside."""
    uid, gid = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1", encoding="ascii")


def die_with_parent(parent: int, death_signal: signal.Signals) -> None:
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)


def watch_parent(watch: int, death_signal: signal.Signals) -> None:
    """Leave a watchdog behind that signals this process when the supervisor's end of the pipe closes.

    Forked twice, so that the server never meets a child that it did not start. Not run by us on macOS, where it is
    needed; seen to work on Linux.
    """
    server = os.getpid()
    if middle := os.fork():
        os.waitpid(middle, 0)
        os.close(watch)
        return
    if os.fork():
        os._exit(0)
    os.closerange(3, watch)  # a lock held by the server must not be held by its watchdog
    os.closerange(watch + 1, 1024)
    os.setsid()
    ended_well = os.read(watch, 1)
    if not ended_well and is_leader(server):
        os.kill(server, death_signal)
    os._exit(0)


def is_leader(pid: int) -> bool:
    # Servers lead their session; a stranger who was given a freed pid seldom does.
    try:
        return os.getsid(pid) == pid
    except ProcessLookupError:
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
