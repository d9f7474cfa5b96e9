"""How much of the machine this program may use: containers grant a part of it."""

import os
import sys
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
MEMINFO = Path("/proc/meminfo")


def usable_cores():
    """Cores that this program may use, and those that the machine has.

    Returns
    -------
    tuple of float and int
        A container may grant one core and a half.
    """
    has = os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else has
    granted = [share for folder in _groups() if (share := _core_share(folder)) is not None]
    return min([allowed, *granted]), has


def usable_memory():
    """Bytes that this program may use, and those that are free now; None where unknown."""
    total, free = _machine_memory()
    granted = [limit for folder in _groups() if (limit := _memory_limit(folder)) is not None]
    if not granted:
        return total, free
    limit = min([*granted, *([total] if total else [])])
    return limit, min(free, limit) if free else None


def _machine_memory():
    try:  # it comes with Jupyter's kernel
        import psutil

        memory = psutil.virtual_memory()
        return memory.total, memory.available
    except Exception:  # missing or broken: ask the system itself
        pass
    try:
        rows = (line.split() for line in MEMINFO.read_text("utf-8").splitlines())
        kilobytes = {row[0]: int(row[1]) for row in rows if len(row) > 1}
        return 1024 * kilobytes["MemTotal:"], 1024 * kilobytes["MemAvailable:"]
    except (OSError, LookupError, ValueError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), None
    except (AttributeError, ValueError, OSError):  # Windows
        return None, None


def _groups():
    """Folders of the control groups that this program is in, up to the root."""
    if sys.platform != "linux":
        return []
    try:
        lines = [line.split(":", 2) for line in OWN.read_text("utf-8").splitlines()]
    except OSError:
        return []
    found = []
    for _, kinds, inside in lines:
        # Version 2 has one tree, version 1 one for each kind.
        for root in [CGROUPS / kind for kind in kinds.split(",")] if kinds else [CGROUPS]:
            own = root / inside.strip("/")
            found += [own, *(parent for parent in own.parents if parent.is_relative_to(root))]
    return found


def _memory_limit(folder):
    for name in ("memory.max", "memory.limit_in_bytes"):
        limit = _numbers(folder / name)
        if limit and limit[0] < 2**60:  # version 1 writes a huge number for none
            return limit[0]
    return None


def _core_share(folder):
    together = _numbers(folder / "cpu.max")
    apart = [*_numbers(folder / "cpu.cfs_quota_us"), *_numbers(folder / "cpu.cfs_period_us")]
    for numbers in (together, apart):
        if len(numbers) == 2 and min(numbers) > 0:
            return numbers[0] / numbers[1]
    return None


def _numbers(path):
    """The whole numbers in a small file; none where it is missing or says "max"."""
    try:
        return [int(word) for word in path.read_text("utf-8").split()]
    except (OSError, ValueError):
        return []
