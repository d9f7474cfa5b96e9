"""A real JupyterLab with a real kernel, from an empty home of its own."""

import contextlib
import importlib.util
import json
import secrets
import sys
import time
import urllib.request

from tests.browser.programs import answer, free_port, running, without
from tools.digest import ROOT

SLOW = 60_000  # milliseconds: two cores may be busy with other tests
ASK, FIGURE, AFTER = range(3)  # the notebook's cells
OPTIONS = [
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--ServerApp.terminals_enabled=False",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
SETTINGS = {
    "notification": {"checkForUpdates": False, "fetchNews": "false", "doNotDisturbMode": True},
}


def installed():
    return all(map(importlib.util.find_spec, ("jupyterlab", "ipykernel")))


def notebook():
    """Three cells: one to ask Python in, one for the figure, and one to slip into."""
    cells = [
        {"cell_type": "code", "execution_count": None, "outputs": [], "source": ""},
        {"cell_type": "code", "execution_count": None, "outputs": [], "source": ""},
        {"cell_type": "markdown", "source": "After the figure."},
    ]
    for name, cell in zip(("ask", "figure", "after"), cells, strict=True):
        cell.update(id=name, metadata={})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_settings(home, theme):
    folder = home / "settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in {**SETTINGS, "themes": {"theme": theme}}.items():
        (folder / f"{name}.jupyterlab-settings").write_text(json.dumps(values))


def environment(home, token):
    """The machine's variables, with every place where Jupyter reads or writes in `home`."""
    places = {
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "HOME": "",
        "TMPDIR": "",
    }
    return {
        **without("JUPYTER", "IPYTHON", "XDG_"),
        **{name: str(home / folder) for name, folder in places.items()},
        "JUPYTER_NO_CONFIG": "1",  # neither the user's nor the machine's
        "JUPYTER_TOKEN": token,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@contextlib.contextmanager
def server(home, theme="JupyterLab Light"):
    """The address of a notebook in a JupyterLab whose files all lie in `home`."""
    write_settings(home, theme)
    root = home / "root"
    root.mkdir()
    (root / "figures.ipynb").write_text(json.dumps(notebook()))
    port = free_port()
    address, token = f"http://127.0.0.1:{port}", secrets.token_hex()
    start = [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--ServerApp.port={port}",
             f"--ServerApp.root_dir={root}"]  # fmt: skip
    with running(home, *start, env=environment(home, token)) as lab:
        answer(lab, home, lambda: urllib.request.urlopen(f"{address}/api", timeout=5).close())
        yield f"{address}/lab/tree/figures.ipynb?token={token}"


class Lab:
    """The open notebook."""

    ASK = ASK

    def __init__(self, window, address):
        self.window, self.page = window, window.page
        self.page.set_default_timeout(SLOW)
        self.page.goto(address)
        self.cells = self.page.locator(".jp-Notebook .jp-Cell")
        self.page.get_by_role("button", name="Python 3 (ipykernel) | Idle").wait_for()
        self.output = self.cells.nth(FIGURE).locator(".jp-OutputArea-output")

    def run(self, place, code):
        """Type code into a cell, run it by keyboard, and wait until it is done; its outputs."""
        cell = self.cells.nth(place)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        cell.locator(".cm-content").fill(code)
        self.page.keyboard.press("Control+Enter")
        self.shows(lambda: (now := prompt.inner_text()) != before and "*" not in now, True)
        return cell.locator(".jp-OutputArea-output")

    def show(self, code):
        """Run the code in the figure's cell; the figure that it shows."""
        self.run(FIGURE, f"from cnn_course.explorables import *\nfigure = {code}\nfigure")
        figure = self.output.get_by_role("group").first
        figure.wait_for()
        return figure

    def tell(self, code):
        """Run code that shows nothing."""
        assert self.run(ASK, code).all_inner_texts() == []

    def says(self, code, text):
        """Python prints this, at once or after a moment: what the page tells it may travel."""

        def said():
            output = self.run(ASK, f"print({code})")
            output.wait_for()
            return output.inner_text().strip()

        self.shows(said, text)

    def shows(self, look, wanted):
        """What look() sees is this, at once or after a moment."""
        end = time.monotonic() + SLOW / 1000
        while (seen := look()) != wanted and time.monotonic() < end:
            self.page.wait_for_timeout(100)
        assert seen == wanted, f"{seen!r} instead of {wanted!r}"

    def selected(self):
        """The number of the selected cell."""
        return self.page.locator(".jp-Notebook").evaluate(
            "notebook => [...notebook.querySelectorAll('.jp-Cell')].findIndex("
            "cell => cell.classList.contains('jp-mod-selected'))"
        )

    def choose(self, *path):
        """Walk through the menus."""
        for name in path:
            labels = ":is(.lm-MenuBar-itemLabel, .lm-Menu-itemLabel)"
            self.page.locator(f'{labels}:text-is("{name}")').click()
