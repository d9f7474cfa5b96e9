"""A server that has small stand-ins for all files that are published."""

import hashlib

import pytest

from cnn_course.data import downloads
from tests.data import standins
from tests.data.server import Server


@pytest.fixture(scope="session")
def published():
    """Name to bytes, for each file in the table."""
    files = {
        "mnist.npz": standins.npz(),
        "cifar-10-binary.tar.gz": standins.cifar(),
        "kagglecatsanddogs_5340.zip": standins.kaggle(),
        **standins.fashion(),
    }
    assert files.keys() == downloads.FILES.keys()
    return files


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty folder for what is downloaded."""
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def server(published, cache, monkeypatch):
    """The server that the table of files points to."""
    with Server(dict(published)) as running:
        for name, data in published.items():
            remote = downloads.Remote(f"{running.url}/{name}", hashlib.sha256(data).hexdigest())
            monkeypatch.setitem(downloads.FILES, name, remote)
        yield running
