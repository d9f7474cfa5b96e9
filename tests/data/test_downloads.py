"""Downloading: once, whole or not at all, and every fault says what to do."""

import errno
import re
import subprocess
import sys
import threading

import numpy as np
import pytest

from cnn_course import data
from cnn_course.data import downloads
from tools.digest import ROOT

FETCHES = {
    data.fetch_mnist: "load_mnist_5k()",
    data.fetch_fashion_mnist: "load_mnist_5k()",
    data.fetch_cifar10: "make_cats_dogs()",
    data.fetch_cats_dogs: "make_cats_dogs()",
}
# Runs a fetch in a Python of its own: the address and the hash come from outside.
CHILD = """
import resource, signal, sys
from cnn_course import data
from cnn_course.data import downloads
_, url, sha256, most = sys.argv
downloads.FILES["mnist.npz"] = downloads.Remote(url, sha256)
if int(most):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
try:
    print(data.fetch_mnist().train_images.shape)
except OSError as error:
    print(type(error).__name__, error)
"""


def child(most=0):
    remote = downloads.FILES["mnist.npz"]
    command = [sys.executable, "-c", CHILD, remote.url, remote.sha256, str(most)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def left(cache):
    return sorted(path.name for path in cache.iterdir())


def test_the_table_names_whole_hashes_and_secure_addresses():
    for name, remote in downloads.FILES.items():
        assert re.fullmatch("[0-9a-f]{64}", remote.sha256), name
        assert remote.url.startswith("https://") and remote.url.endswith(f"/{name}")


def test_a_file_is_asked_for_once(server, cache, published):
    first, again = data.fetch_mnist(), data.fetch_mnist()
    assert server.asked == ["mnist.npz"]
    assert (cache / "mnist.npz").read_bytes() == published["mnist.npz"]
    np.testing.assert_array_equal(first.train_images, again.train_images)


def test_nobody_need_see_the_progress(server, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)  # as in a service
    assert data.fetch_mnist().train_images.shape == (30, 28, 28, 1)


def test_what_is_in_the_cache_needs_no_network_and_no_writing(server, cache, monkeypatch):
    data.fetch_mnist()
    monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
    server.http.server_close()
    assert data.fetch_mnist().train_images.shape == (30, 28, 28, 1)


def test_a_damaged_file_in_the_cache_is_fetched_anew(server, cache, published):
    cache.mkdir()
    (cache / "mnist.npz").write_bytes(b"half of it")
    assert len(data.fetch_mnist().train_images) == 30
    assert (cache / "mnist.npz").read_bytes() == published["mnist.npz"]


def test_a_connection_that_breaks_half_way_leaves_nothing_and_the_next_call_works(server, cache):
    server.breaks = 1
    says = r"could not download .*/mnist.npz: the connection broke before the end; nothing was kept"
    with pytest.raises(ConnectionError, match=says):
        data.fetch_mnist()
    assert left(cache) == []
    assert len(data.fetch_mnist().train_images) == 30
    assert left(cache) == ["mnist.npz"]


def test_another_file_under_the_same_name_is_refused(server, cache):
    server.files["mnist.npz"] += b"more"
    says = r"what came from .*/mnist.npz is not the file .*SHA-256 differs.*nothing was kept"
    with pytest.raises(ConnectionError, match=says):
        data.fetch_mnist()
    assert left(cache) == []


@pytest.mark.parametrize("fetch", FETCHES)
def test_without_a_network_each_fetch_names_what_works_offline(fetch, server, cache):
    server.http.shutdown()
    server.http.server_close()
    offline = re.escape(FETCHES[fetch])
    with pytest.raises(ConnectionError, match=f"the connection failed; .*offline with .*{offline}"):
        fetch()
    assert left(cache) == []


def test_a_file_that_is_gone_from_its_server(server, cache):
    del server.files["mnist.npz"]
    with pytest.raises(ConnectionError, match="mnist.npz: the server answered 404; nothing was"):
        data.fetch_mnist()


def test_two_programs_may_fetch_at_once(server, cache):
    server.together = threading.Barrier(2)  # neither is answered before both have asked
    both = [child(), child()]
    assert [one.communicate(timeout=60)[0].strip() for one in both] == ["(30, 28, 28, 1)"] * 2
    assert server.asked == ["mnist.npz"] * 2
    assert left(cache) == ["mnist.npz"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets programs no such limit")
def test_a_file_that_may_not_grow_leaves_nothing(server, cache):
    said = child(most=1000).communicate(timeout=60)[0]
    assert re.match(r"OSError could not write mnist.npz into .*cache: File too large; make", said)
    assert left(cache) == []


def test_a_full_disk_leaves_nothing(server, cache):
    cache.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(cache)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root only")
    try:
        with pytest.raises(OSError, match="mnist.npz into .*cache: No space left.*; make room"):
            data.fetch_mnist()
        assert left(cache) == []
    finally:
        subprocess.run(["umount", str(cache)], check=True)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_cannot_be_written(there, server, cache, monkeypatch):
    if there:
        cache.mkdir()

    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", "/cache")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refused)
    with pytest.raises(OSError, match="could not write mnist.npz into .*Permission denied.*; make"):
        data.fetch_mnist()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /sys, where nobody may write")
def test_a_folder_that_cannot_be_made(server, monkeypatch):
    monkeypatch.setenv("CNN_COURSE_DATA", "/sys/cnn_course")
    says = "into /sys/cnn_course: [A-Z][^/]*; make room, set the environment variable CNN_"
    with pytest.raises(OSError, match=says):
        data.fetch_mnist()


def test_options_are_looked_at_before_anything_is_fetched(server):
    with pytest.raises(ValueError, match="size must be at least 1, got 0"):
        data.fetch_cats_dogs(size=0)
    with pytest.raises(ValueError, match='how must be "pad", "crop" or "squash", got \'fit\''):
        data.fetch_cats_dogs(how="fit")
    assert server.asked == []
