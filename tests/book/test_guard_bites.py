"""The guard must be able to fail: each fault is made once, and must be reported."""

import base64
import pathlib
import re
import shutil

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import guard
from tools.digest import ROOT
from tools.notebooks import MEGABYTES, WIDGET, clean, execute, lighten, main
from tools.used import meaning, names_package

pytestmark = pytest.mark.slow  # kernels run

SOURCES = [
    "from cnn_course import slide_1d\nfrom cnn_course.exercises import check",
    "from cnn_course.figures import show_numbers\nshow_numbers({'a row': slide_1d([1, 2, 3], [1, 1])})",
    "check('row.by_hand')",
]
ALT = {"image": {"alt": "A row of two numbers, 3 and 5."}}


def notebook_of(path, *sources):
    cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A small notebook without a fault, made and run here: no chapter is touched."""
    path = notebook_of(tmp_path_factory.mktemp("sound") / "sound.ipynb", *SOURCES)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["mystnb"] = ALT
    nbformat.write(notebook, path)
    execute(path)
    return path


@pytest.fixture
def place(tmp_path, sound):
    """A folder with a copy of the package and of the sound notebook."""
    shutil.copytree(ROOT / "cnn_course", tmp_path / "cnn_course")
    shutil.copy(sound, tmp_path / "sound.ipynb")
    return tmp_path


def reported(place, change):
    """What the guard says of the notebook after `change(notebook)`."""
    path = place / "sound.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)
    return " | ".join(guard.problems(path, place))


def is_stale(path, root=ROOT):
    return any("outputs are older" in problem for problem in guard.problems(path, root))


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def drawing(notebook):
    """The first code cell with a picture, and the picture's output."""
    for cell in code(notebook):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                return cell, output
    raise AssertionError("no picture in the notebook")


def test_the_copy_is_sound(place):
    assert reported(place, lambda notebook: None) == ""


def edit_code(notebook):
    code(notebook)[-1].source += "\n# edited by hand"


def drop_digest(notebook):
    del notebook.metadata["cnn_course"]


def run_out_of_order(notebook):
    code(notebook)[0].execution_count = 7


def leave_unrun(notebook):
    code(notebook)[0].execution_count = None


def keep_error(notebook):
    code(notebook)[0].outputs.append(new_output("error", ename="KeyError", evalue="", traceback=[]))


def keep_stderr(notebook):
    code(notebook)[0].outputs.append(new_output("stream", name="stderr", text="a warning"))


def drop_alt(notebook):
    del drawing(notebook)[0].metadata["mystnb"]


def draw_svg(notebook):
    drawing(notebook)[1].data["image/svg+xml"] = "<svg/>"


def draw_heavily(notebook):
    heavy = base64.b64encode(bytes(guard.LARGEST_PICTURE + 1)).decode()
    drawing(notebook)[1].data["image/png"] = heavy


def ignore_output(notebook):
    code(notebook)[0].metadata["tags"] = ["nbval-ignore-output"]


def look_away(notebook):
    code(notebook)[0].source += "\n# NBVAL_SKIP"


def show_html_picture(notebook):
    data = {"text/html": "<img src='x.png'>", "text/plain": "a picture"}
    code(notebook)[0].outputs.append(new_output("display_data", data))


def leave_alt_blank(notebook):
    drawing(notebook)[0].metadata["mystnb"] = {"image": {"alt": " " * 20}}


def print_address(notebook):
    text = "<object at 0x7f3a5c0b2d90>"
    code(notebook)[0].outputs.append(new_output("stream", name="stdout", text=text))


def print_path(notebook):
    text = "saved in /home/somebody/course"
    code(notebook)[0].outputs.append(new_output("stream", name="stdout", text=text))


def grow(notebook):
    text = "x" * guard.LARGEST_NOTEBOOK
    code(notebook)[0].outputs.append(new_output("stream", name="stdout", text=text))


def import_nothing(notebook):
    for cell in code(notebook):
        cell.source = "1 + 1"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (edit_code, "outputs are older than its code: run `make notebooks`"),
        (drop_digest, "outputs are older than its code"),
        (run_out_of_order, "not run once, top to bottom"),
        (leave_unrun, "not run once, top to bottom"),
        (keep_error, "holds an error (KeyError)"),
        (keep_stderr, "wrote to stderr: 'a warning'"),
        (drop_alt, "its picture has no alt text"),
        (draw_svg, "a picture of the kind image/svg+xml; only PNG"),
        (draw_heavily, "its picture weighs 80,001 bytes"),
        (ignore_output, "take 'nbval-ignore' away"),
        (look_away, "take 'NBVAL_SKIP' away"),
        (show_html_picture, "shows a picture or a script as HTML"),
        (leave_alt_blank, "its picture has no alt text"),
        (print_address, "a memory address or a path of one machine: '0x7f3a5c0b2d90'"),
        (print_path, "a path of one machine: '/home/'"),
        (grow, "bytes, more than 400,000"),
        (import_nothing, "it imports nothing from cnn_course"),
    ],
)
def test_each_fault_is_reported(place, change, says):
    assert says in reported(place, change)


# What a notebook used, and nothing else, makes it stale


def added(place, name, text):
    """Whether the notebook is stale once `text` stands at the end of a file of the package."""
    path = place / "cnn_course" / name
    before = path.read_bytes()
    path.write_bytes(before + text.encode())
    stale = is_stale(place / "sound.ipynb", place)
    path.write_bytes(before)
    assert not is_stale(place / "sound.ipynb", place)
    return stale


CODE, COMMENT = "\nONE_MORE = 1\n", "\n# one more line\n"


@pytest.mark.parametrize(
    "module",
    [
        "convolution.py",
        "_checks.py",
        "exercises/chapter_02.py",
        "exercises/check.py",
        "figures.py",
        "_drawing/plan.py",
        "_drawing/on_matplotlib.py",  # imported only when something is drawn
    ],
)
def test_a_change_in_what_was_called_makes_a_notebook_stale(place, module):
    assert added(place, module, CODE)


@pytest.mark.parametrize(
    "module",
    [
        "exercises/chapter_05.py",
        "data/downloads.py",
        "nn/network.py",
        "explorables/figure.py",
        "_drawing/svg.py",
    ],
)
def test_a_change_in_what_was_not_used_does_not(place, module):
    """Some of these are imported by what was called; nothing in them was."""
    assert not added(place, module, CODE)


def test_comments_and_docstrings_of_what_was_called_change_nothing(place):
    assert not added(place, "convolution.py", COMMENT)
    plain = "def f(x):\n    return x\n\n\nclass A:\n    y = 'text'\n"
    told = '"""Module."""\ndef f(x):  # so\n    """F."""\n    return (x)\nclass A:\n    "A."\n    y = "text"\n'
    assert meaning(plain) == meaning(told)
    for other in (plain.replace("return x", "return -x"), plain.replace("text", "test")):
        assert meaning(other) != meaning(plain)


def test_a_change_in_a_module_that_is_not_imported_changes_nothing(place):
    (place / "cnn_course" / "unused.py").write_text("x = 1\n")
    assert not is_stale(place / "sound.ipynb", place)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A notebook that shows a source, and reads a card, a result, and constants, by other ways."""
    path = notebook_of(
        tmp_path_factory.mktemp("reading") / "sound.ipynb",
        "from cnn_course import kernels, slide_1d\nfrom cnn_course.source import show_source\n"
        "show_source(slide_1d)\nkernels.OUTLINE",
        "from cnn_course.results import load_results\nfrom cnn_course.models import load_card\n"
        'name = "digits"\nload_results(name)["name"], load_card("mnist")["name"]',
    )
    execute(path)
    return path


@pytest.mark.parametrize(
    ("name", "text", "stale"),
    [
        ("results/digits.json", " ", True),  # named by a variable
        ("results/mnist.json", " ", False),
        ("weights/mnist.json", " ", True),
        ("weights/mnist.npz", " ", False),
        ("convolution.py", COMMENT, True),  # its source is shown
        ("kernels.py", CODE, True),  # a constant of it is used
        ("pooling.py", CODE, False),
    ],
)
def test_files_that_were_read_make_a_notebook_stale(place, reading, name, text, stale):
    shutil.copy(reading, place / "sound.ipynb")
    assert added(place, name, text) == stale


def test_a_file_that_was_used_and_is_gone_makes_a_notebook_stale(place, reading):
    shutil.copy(reading, place / "sound.ipynb")
    (place / "cnn_course" / "results" / "digits.json").unlink()
    assert is_stale(place / "sound.ipynb", place)


def test_execute_makes_a_notebook_sound(tmp_path):
    path = notebook_of(
        tmp_path / "01_new.ipynb", "import cnn_course", "cnn_course.output_size(5, 3)"
    )
    assert guard.problems(path)
    assert 30 < execute(path) < MEGABYTES
    assert guard.problems(path) == []
    first = path.read_bytes()
    execute(path)
    assert path.read_bytes() == first, "running again changes nothing"


def test_a_failing_cell_leaves_the_old_file(tmp_path, capsys):
    path = notebook_of(tmp_path / "01_bad.ipynb", "import cnn_course", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(path)
    assert main([str(path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["01_bad.ipynb"]


@pytest.mark.parametrize("content", ["not a notebook", None])
def test_a_broken_file_is_named_and_kept(tmp_path, capsys, content):
    path = tmp_path / "broken.ipynb"
    if content is None:
        notebook_of(path, "import cnn_course", "this is no Python")
    else:
        path.write_text(content)
    before = path.read_bytes()
    assert main([str(path)]) == 1
    assert "broken.ipynb" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_what_running_does_not_mend_is_said(tmp_path, capsys):
    drawing_cell = "from cnn_course.figures import show_numbers\nshow_numbers({'x': [1]})"
    path = notebook_of(tmp_path / "no_alt.ipynb", drawing_cell)
    assert main([str(path)]) == 1
    assert "no_alt.ipynb: cell cell-0: its picture has no alt text" in capsys.readouterr().err


def test_a_chapter_that_needs_more_than_binder_gives_is_said(tmp_path, capsys, monkeypatch):
    path = notebook_of(tmp_path / "01_large.ipynb", "import cnn_course")
    monkeypatch.setattr("tools.notebooks.MEGABYTES", 10)
    assert main([str(path)]) == 1
    told = capsys.readouterr()
    held = re.search(r"01_large.ipynb \.\.\. [\d.]+ s, (\d+) MB", told.out)[1]
    assert f"01_large.ipynb: it held {held} MB of memory" in told.err


def test_imports_are_found_beside_magics():
    assert names_package("%precision 3\nx = !ls\nfrom cnn_course import pooling\n(1\n % (3))")
    assert names_package("import cnn_course.nn as nn")
    assert not names_package("import numpy\nfrom cnn_courses import x")


def test_the_package_writes_its_imports_in_full():
    for path in (ROOT / "cnn_course").rglob("*.py"):
        assert not re.search(r"^\s*from \.", path.read_text(), re.M), path


def test_a_missing_notebook_is_named(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path / "none.ipynb")])
    assert "no such notebook" in capsys.readouterr().err


def test_a_bar_is_not_stored_and_a_figure_is():
    figure = {WIDGET: {}, "text/html": "<p>", "text/plain": "a figure"}
    shown = [{WIDGET: {}, "text/plain": " 97%|####7| 262/270"}, figure, {"text/plain": "5"}]
    cell = new_code_cell("", outputs=[new_output("display_data", data=data) for data in shown])
    notebook = new_notebook(cells=[new_markdown_cell("words"), cell])
    clean(notebook)
    assert [one.data for one in notebook.cells[1].outputs] == [
        {"text/html": "<p>", "text/plain": "a figure"}, {"text/plain": "5"},
    ]  # fmt: skip
    nbformat.validate(notebook)


def test_light_pictures_stay_as_they_are():
    png = base64.b64encode(b"small").decode()
    assert lighten(png) == png


def test_only_stale_notebooks_run(sound, tmp_path, capsys):
    fresh = pathlib.Path(shutil.copy(sound, tmp_path / "fresh.ipynb"))
    stale = notebook_of(tmp_path / "stale.ipynb", "import cnn_course")
    before = fresh.stat().st_mtime_ns
    assert main([str(fresh), str(stale)]) == 0
    assert "1 of 2 notebooks to run" in capsys.readouterr().out
    assert fresh.stat().st_mtime_ns == before
    assert not is_stale(stale)
