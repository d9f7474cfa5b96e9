"""What a container grants, in both versions of control groups."""

import os

import pytest

from cnn_course.doctor import limits


@pytest.fixture
def system(tmp_path, monkeypatch):
    """`system({file: text}, own)`: control groups, and which one this program is in."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(limits, "CGROUPS", tmp_path / "cgroup")
    monkeypatch.setattr(limits, "OWN", tmp_path / "own")
    monkeypatch.setattr(limits, "MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    monkeypatch.setitem(__import__("sys").modules, "psutil", None)  # as where it is missing
    (tmp_path / "meminfo").write_text("MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\nOdd:\n")

    def write(files, own):
        (tmp_path / "own").write_text(own)
        for name, text in files.items():
            path = tmp_path / "cgroup" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write


MACHINE = 16_000_000 * 1024, 8_000_000 * 1024


def test_a_machine_without_containers(system):
    assert limits.usable_cores() == (4, 8)
    assert limits.usable_memory() == MACHINE


@pytest.mark.parametrize("own", ["0::/\n", "0::/pod/box\n"])
def test_version_2(system, own):
    system({"memory.max": "2147483648\n", "cpu.max": "150000 100000\n"}, own)
    assert limits.usable_cores() == (1.5, 8)
    assert limits.usable_memory() == (2**31, 2**31)


def test_the_tightest_group_above_counts(system):
    files = {"a/memory.max": "3000000000", "a/b/memory.max": "max", "a/cpu.max": "max 100000"}
    system(files, "0::/a/b\n")
    assert limits.usable_cores() == (4, 8)
    assert limits.usable_memory()[0] == 3_000_000_000


def test_version_1(system):
    files = {
        "memory/box/memory.limit_in_bytes": "1000000000",
        "memory/memory.limit_in_bytes": "9223372036854771712",
        "cpu/box/cpu.cfs_quota_us": "50000",
        "cpu/box/cpu.cfs_period_us": "100000",
        "cpu/cpu.cfs_quota_us": "-1",
        "cpu/cpu.cfs_period_us": "100000",
    }
    system(files, "5:memory:/box\n4:cpu,cpuacct:/box\n1:name=systemd:/box\n")
    assert limits.usable_cores() == (0.5, 8)
    assert limits.usable_memory() == (10**9, 10**9)


def test_a_limit_above_the_machine_is_none(system):
    system({"memory.max": str(2**50)}, "0::/\n")
    assert limits.usable_memory() == MACHINE


def test_psutil_and_the_system_agree():
    psutil = pytest.importorskip("psutil", reason="psutil is not installed")
    total, free = limits.usable_memory()
    assert 0 < free <= total <= psutil.virtual_memory().total


def test_a_system_that_says_nothing(system, monkeypatch):
    limits.MEMINFO.unlink()
    monkeypatch.delattr(os, "sysconf")
    assert limits.usable_memory() == (None, None)
