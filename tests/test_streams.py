"""Standard streams that are missing or closed, as in services: nothing fails, nothing gets lost."""

import io
import os
import subprocess
import sys

import pytest

from cnn_course._streams import progress_bar, seen
from tools.digest import ROOT

CLOSED = {
    "no stderr": "2>&-",
    "no stdout": ">&-",
    "neither": ">&- 2>&-",
    "no stream": "<&- >&- 2>&-",
}


def alone(code, path, closing=""):
    """A new Python whose streams the shell has closed; what it wrote into `path`."""
    command = f'exec "$0" -c "$1" "$2" {closing}'
    arguments = ["sh", "-c", command, sys.executable, code, str(path)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
    return path.read_text() if path.exists() else f"status {done.returncode}: {done.stderr[-2000:]}"


FIT = """
import sys, warnings
from pathlib import Path
import numpy as np
from cnn_course.nn import Dense, Network, Softmax
from cnn_course.reproduce.runs import run
warnings.warn("nobody hears it")
network = Network([Dense(3), Softmax()], (4,))
network.fit(np.random.rand(40, 4), np.arange(40) % 3, epochs=2)
run("name", {"variant": lambda seed: {"value": seed}}, 2, Path(sys.argv[1]).parent, "digest")
Path(sys.argv[1]).write_text("done")
"""


@pytest.mark.parametrize("closing", CLOSED.values(), ids=CLOSED)
def test_progress_needs_no_streams(tmp_path, closing):
    assert alone(FIT, tmp_path / "result", closing) == "done"


TRAIN = """
import os, sys, threading
from pathlib import Path
import numpy as np
from cnn_course import models
from cnn_course.reproduce.keras_training import Recipe, train

def standard_error():
    try:
        return os.fstat(2)[:3]
    except OSError:
        return "closed"

before = standard_error()
threads = [threading.Thread(target=models.digits) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
after = standard_error()
x, y = np.zeros((32, 8, 8, 1)), np.arange(32) % 10
folder = Path(sys.argv[1]).parent
model, history = train(models.digits, x, y, Recipe(1, 16), 0, folder / "run")
Path(sys.argv[1]).write_text(f"{len(history['loss'])} epoch, stderr as before: {before == after}")
"""


@pytest.mark.slow
@pytest.mark.parametrize("closing", ["2>&-", ">&-"])
def test_neither_does_keras_in_four_threads(keras, tmp_path, closing):
    found = alone(TRAIN, tmp_path / "result", closing)
    assert found == "1 epoch, stderr as before: True"


# Where descriptor 2 leads before, inside and after, and how many descriptors are left over.
QUIET = """
import os, sys, resource
from pathlib import Path
from cnn_course._streams import silent_stderr

def place():
    try:
        return os.readlink("/proc/self/fd/2").split(":")[0]
    except FileNotFoundError:
        return "closed"

def usable():
    return sum(os.path.exists(f"/proc/self/fd/{number}") for number in range(50))

folder = Path(sys.argv[1]).parent
PREPARE
places, before = [place()], usable()
try:
    with silent_stderr():
        places.append(place())
        if places[1] != "closed":
            os.write(2, b"inside")
        1 / 0
except ZeroDivisionError:
    places.append(place())
left = usable() - before
resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 4096))
Path(sys.argv[1]).write_text(" ".join(places) + f" {left}")
"""
NO_DESCRIPTOR = "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 4096))"
SCENES = {
    "as usual": ("", "", "pipe /dev/null pipe 0"),
    "none from the beginning": ("", "2>&-", "closed /dev/null closed 0"),
    "no stream at all": ("", "<&- >&- 2>&-", "closed /dev/null closed 0"),
    "closed later": ("os.close(2)", "", "closed /dev/null closed 0"),
    "somebody's file": ("file = open(folder / 'file', 'w')", "2>&-", "FILE FILE FILE 0"),
    "no descriptor left": (NO_DESCRIPTOR, "", "pipe pipe pipe 0"),
    "no place called nowhere": ("os.devnull = '/not/there'", "", "pipe pipe pipe 0"),
}


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are looked up in /proc")
@pytest.mark.parametrize("scene", SCENES)
def test_silence_keeps_everything_in_its_place(tmp_path, scene):
    prepare, closing, expected = SCENES[scene]
    found = alone(QUIET.replace("PREPARE", prepare), tmp_path / "result", closing)
    assert found.replace(str(tmp_path / "file"), "FILE") == expected
    if scene == "somebody's file":
        assert (tmp_path / "file").read_text() == "inside"


def test_a_stream_is_seen_unless_it_is_closed(tmp_path):
    class Notebook:
        """As ipykernel's: open, and with no descriptor."""

        def fileno(self):
            raise io.UnsupportedOperation("fileno")

    with open(tmp_path / "file", "w") as file:
        assert seen(file)
        os.close(file.fileno())
        assert not seen(file)
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
    assert not seen(file) and not seen(None)
    assert seen(Notebook()) and seen(io.StringIO())


def test_a_bar_is_drawn_only_where_it_is_seen(capsys, monkeypatch):
    assert list(progress_bar("abc", shown=False)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    assert list(progress_bar("abc", unit="letter")) == ["a", "b", "c"]
    assert "3/3" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", None)
    with progress_bar(total=3, disable=None) as bar:
        bar.set_postfix(loss=1)
        bar.update(3)
