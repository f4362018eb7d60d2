"""What a process and its children have used, from the kernel's own accounts."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PARENT, _USED = 1, slice(11, 15)  # after the name: ppid; utime, stime, and those of children that ended


def cpu_seconds(pid: int) -> float:
    """Of the process and all that it started, also of those that ended."""
    stats = dict(_stats())
    return sum(sum(map(int, stats[one][_USED])) for one in _family(pid, stats)) / _TICK


def family(pid: int) -> dict[int, str]:
    """The process and all that it started: process id → command line."""
    return {one: _command(one) for one in _family(pid, dict(_stats()))}


def memory_mib(pid: int) -> tuple[float, float]:
    """(resident, proportional): shared pages whole, and divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return sizes["Rss"] / 1024, sizes["Pss"] / 1024


def _family(pid: int, stats: Mapping[int, list[str]]) -> set[int]:
    found, more = set(), {pid} & stats.keys()
    while more:
        found |= more
        more = {one for one, fields in stats.items() if int(fields[_PARENT]) in more}
    return found


def _stats() -> Iterator[tuple[int, list[str]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                yield int(folder.name), (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended meanwhile


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
