"""The Sphinx extension: buttons only where there is an address for them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.digest import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
import course  # noqa: E402

# A real repository of another project: any address of this form will do.
ADDRESS = "https://github.com/scikit-learn/scikit-learn"


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        (ADDRESS, ADDRESS),
        (ADDRESS + ".git", ADDRESS),
        ("git@github.com:scikit-learn/scikit-learn.git", ADDRESS),
        ("https://jupyter.org/hub", ""),
        ("nonsense", ""),
    ],
)
def test_only_addresses_on_github_are_understood(monkeypatch, given, understood):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", given)
    assert course.repository_url(ROOT) == understood


def test_without_a_remote_there_is_no_address(monkeypatch, tmp_path):
    monkeypatch.delenv("BOOK_REPOSITORY_URL", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert course.repository_url(tmp_path) == ""


@pytest.mark.parametrize("address", [ADDRESS, "nonsense"])
def test_a_page_has_launch_buttons_only_with_an_address(tmp_path, address):
    build = [Path(sys.executable).parent / "jupyter-book", "build", ROOT, "--path-output", tmp_path]
    environment = os.environ | {"BOOK_REPOSITORY_URL": address}
    subprocess.run(build, env=environment, capture_output=True, check=True)
    page = (tmp_path / "_build" / "html" / "book" / "02_row.html").read_text()
    binder = "mybinder.org/v2/gh/scikit-learn/scikit-learn/main?urlpath=lab/tree/book/02_row.ipynb"
    assert (binder in page) == (address == ADDRESS)
    assert (f'href="{ADDRESS}"' in page) == (address == ADDRESS)
    assert "github.com/executablebooks" not in page
