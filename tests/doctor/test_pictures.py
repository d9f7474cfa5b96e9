"""The cache, and what was fetched into it."""

import hashlib

import pytest

from cnn_course.data import downloads
from cnn_course.doctor import pictures
from cnn_course.doctor.finding import NOTE, OK


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv(downloads.FOLDER, str(tmp_path / "cache"))
    content = hashlib.sha256(b"whole").hexdigest()
    files = {name: downloads.Remote("", content) for name in ("a.npz", "b.zip", "c.gz")}
    monkeypatch.setattr(downloads, "FILES", files)
    return tmp_path / "cache"


def said(quick=False):
    return [(finding.status, finding.what) for finding in pictures.fetched(quick)]


def test_an_empty_cache_is_no_fault_and_is_not_made(cache):
    assert pictures.cache()[0].what == f"{cache}, empty"
    assert said() == [(OK, "nothing fetched yet; the chapters run without")]
    assert not cache.exists()


def test_what_is_there_is_checked(cache):
    cache.mkdir()
    (cache / "a.npz").write_bytes(b"whole")
    (cache / "b.zip").write_bytes(b"who")
    assert said() == [
        (OK, "a.npz: there, as published"),
        (NOTE, "b.zip: damaged, or another file"),
        (OK, "not fetched: c.gz; the chapters run without"),
    ]
    assert said(quick=True)[0] == (OK, "a.npz, b.zip: there")
    (cache / "large").write_bytes(bytes(3_000_000))
    assert pictures.cache()[0].what == f"{cache}, 3 MB"


def test_the_doctor_looks_where_downloads_go(cache, tmp_path, monkeypatch):
    assert downloads.cache_folder() == cache
    monkeypatch.delenv(downloads.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert downloads.cache_folder().name == "cnn_course"
