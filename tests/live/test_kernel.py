"""What runs a chapter's cells in the browser, run here: the same lines, under this Python.

It stands in a process of its own, because its stand-ins take the names of libraries.
"""

import json
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from tools.digest import ROOT
from tools.live_archive import stored

KERNEL = ROOT / "live" / "python"


def run(code, path=KERNEL):
    """What a Python with the kernel and the stand-ins prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True, text=True, cwd=ROOT,
        env={"PYTHONPATH": f"{path}:{ROOT}", "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def cells(*sources):
    """All messages that cells send, one after the other."""
    return run(
        f"""
        import json, sys
        from kernel import page
        heard = []
        page.start(lambda message: heard.append(json.loads(message)))
        ended = [page.run(*one) for one in {list(zip(sources, range(1, 99)))!r}]
        print(json.dumps([ended, heard]))
        """
    )


def texts(heard, name="stdout"):
    return "".join(one["text"] for one in heard if one.get("name") == name)


def test_cells_share_names_and_show_their_last_value():
    ended, heard = cells("a = 6", "print(a)\na * 7", "a;", "None", "_")
    assert ended == [True] * 5
    assert texts(heard) == "6\n"
    shown = [one["data"] for one in heard if one["type"] == "display"]
    assert shown == [{"text/plain": "42"}, {"text/plain": "42"}]


def test_a_cell_is_a_main_module_whose_functions_and_classes_know_their_names():
    ended, heard = cells(
        "import sys\nclass A: pass\ndef f(): return x", "x = 3\nprint(f(), A.__module__, __name__)"
    )
    assert ended == [True, True]
    assert texts(heard) == "3 __main__ __main__\n"


@pytest.mark.parametrize(
    ("source", "last", "lines"),
    [
        ("x = 1\n1 / 0", "ZeroDivisionError: division by zero", ["line 2, in <module>", "1 / 0"]),
        (
            "def f():\n    return [][1]\nf()",
            "IndexError: list index out of range",
            ["in f", "[][1]"],
        ),
        ("if", "SyntaxError: invalid syntax", ["line 1"]),
        ("raise SystemExit(3)", "SystemExit: 3", []),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", []),
        ("import json\njson.loads('{')", "Expecting property name", ["json.loads('{')"]),
    ],
)
def test_what_ends_a_cell_is_told_down_to_the_readers_line(source, last, lines):
    ended, heard = cells(source)
    assert ended == [False]
    (told,) = [one for one in heard if one["type"] == "error"]
    assert last in told["text"].splitlines()[-1]
    assert all(line in told["text"] for line in lines)
    assert "kernel" not in told["text"] and "decoder.py" not in told["text"]


def test_an_error_that_came_from_another_tells_both():
    _, heard = cells("try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('no') from e")
    (told,) = [one for one in heard if one["type"] == "error"]
    assert "KeyError: 'a'" in told["text"] and told["text"].endswith("ValueError: no")
    assert "line 2" in told["text"] and "line 4" in told["text"]


def test_standard_error_is_told_apart_and_warnings_reach_it():
    ended, heard = cells("import warnings\nwarnings.warn('mind')\nprint('out')")
    assert ended == [True]
    assert "UserWarning: mind" in texts(heard, "stderr")
    assert texts(heard) == "out\n"


def test_drawings_come_when_the_cell_is_at_its_end():
    _, heard = cells(
        "from IPython.display import display\n"
        "class Drawing:\n    def _repr_svg_(self): return '<svg/>'\n"
        "display(Drawing())\nprint('after')"
    )
    assert [one["type"] for one in heard] == ["stream", "stream", "display"]
    assert heard[-1]["data"]["image/svg+xml"] == "<svg/>"


def test_a_value_shows_itself_in_all_its_forms():
    _, heard = cells("class A:\n    def _repr_html_(self): return '<b>a</b>'\n"
                     "    def __repr__(self): return 'a'\nA()", "list(range(60))")  # fmt: skip
    html, long = [one["data"] for one in heard]
    assert html == {"text/plain": "a", "text/html": "<b>a</b>"}
    assert long["text/plain"].count("\n") == 59  # as a notebook writes it


def test_a_figure_is_the_same_here_and_in_the_page():
    found = run(
        """
        import json
        from kernel import page
        heard = []
        page.start(lambda message: heard.append(json.loads(message)))
        page.run("import numpy as np; from cnn_course.explorables import Convolution", 1)
        page.run("figure = Convolution(np.eye(4), np.ones((2, 2)))\\nfigure", 2)
        (opened,) = [one for one in heard if one["kind"] == "open"]
        (shown,) = [one["data"] for one in heard if one.get("type") == "display"]
        page.changed(opened["model"], json.dumps({"stride": [2, 2]}))
        page.run("figure.kernel = [[1, 2], [3, 4]]\\nprint(figure.stride)", 3)
        print(json.dumps([opened, shown, heard]))
        """
    )
    opened, shown, heard = found
    assert opened["state"]["kernel"] == [[1, 1], [1, 1]]
    assert not any(name.startswith("_") for name in opened["state"])
    assert shown["application/vnd.jupyter.widget-view+json"] == {"model_id": opened["model"]}
    assert shown["text/html"].startswith("<cnn-convolution state=")
    changes = [one["state"] for one in heard if one["kind"] == "change"]
    assert {"kernel": [[1, 2], [3, 4]]} in changes
    assert texts(heard).startswith("(2, 2)") or texts(heard).startswith("2")


def test_what_the_page_sends_and_does_not_fit_changes_nothing():
    found = run(
        """
        import json
        from kernel import page, widgets
        page.start(lambda message: None)
        page.run("from cnn_course.explorables import Convolution\\nfigure = Convolution([[1, 2]], [[1]])", 1)
        before = widgets.figures["figure-1"].state()
        try:
            page.changed("figure-1", json.dumps({"stride": "many"}))
            refused = False
        except Exception:
            refused = True
        page.changed("no such figure", "{}")
        print(json.dumps([refused, before == widgets.figures["figure-1"].state()]))
        """
    )
    assert found == [True, True]


def test_a_bar_tells_how_far_it_is():
    _, heard = cells(
        "from tqdm.auto import tqdm\nwith tqdm(total=3, unit='step') as bar:\n"
        "    bar.update()\n    bar.update(2)\n    bar.set_postfix({'loss': 1})"
    )
    assert all(one["kind"] == "bar" for one in heard)
    assert heard[0]["done"] == 0 and heard[-1]["ended"]
    assert (heard[-1]["done"], heard[-1]["total"], heard[-1]["more"]) == (3, 3, "loss=1")
    assert cells("from tqdm import tqdm\nfor _ in tqdm(range(3), disable=True): pass")[1] == []


def test_a_bar_that_should_be_silent_is_told_once_it_takes_long():
    _, heard = cells(
        "import time\nfrom tqdm import tqdm\nimport tqdm as library\nlibrary.SILENT = 0.2\n"
        "for _ in tqdm(range(5), disable=True):\n    time.sleep(0.12)"
    )
    assert heard and all(one["kind"] == "bar" for one in heard)
    assert heard[0]["done"] >= 2 and heard[-1]["ended"]


def test_regression_finds_what_scikit_learn_finds():
    from sklearn.linear_model import LogisticRegression

    found = run(
        """
        import json, sys
        sys.path.insert(0, "live/python/stand_ins")
        import numpy as np
        from sklearn.linear_model import LogisticRegression
        import sklearn
        assert "stand_ins" in sklearn.__file__
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(300, 7)), rng.integers(0, 4, 300) + 2
        model = LogisticRegression(C=0.3, solver="newton-cg", tol=1e-10, max_iter=500).fit(x, y)
        print(json.dumps([model.coef_.tolist(), model.intercept_.tolist(), model.predict(x).tolist(),
                          model.score(x, y)]))
        """
    )
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(300, 7)), rng.integers(0, 4, 300) + 2
    model = LogisticRegression(C=0.3, solver="newton-cg", tol=1e-10, max_iter=500).fit(x, y)
    np.testing.assert_allclose(found[0], model.coef_, atol=1e-7)
    np.testing.assert_allclose(
        np.subtract(found[1], np.mean(found[1])),
        model.intercept_ - model.intercept_.mean(),
        atol=1e-7,
    )
    assert found[2] == model.predict(x).tolist() and found[3] == model.score(x, y)


def test_pictures_that_travel_are_the_same(tmp_path):
    from cnn_course import data

    package = tmp_path / "kernel"
    (package / "arrays").mkdir(parents=True)
    for path in (KERNEL / "kernel").glob("*.py"):
        (package / path.name).write_text(path.read_text("utf-8"), "utf-8")
    digits = data.load_digits()
    images = np.concatenate([digits.train_images, digits.test_images])[..., 0]
    labels = np.concatenate([digits.train_labels, digits.test_labels])
    photo = data.load_photo("chelsea")
    for name, array in {"digits": images, "digit_labels": labels, "chelsea": photo}.items():
        (package / "arrays" / f"{name}.npz").write_bytes(stored(array))
    found = run(
        f"""
        import hashlib, json, sys
        sys.path.insert(0, {str(KERNEL / "stand_ins")!r})
        import numpy as np
        from cnn_course import data
        def hashed(array):
            return hashlib.sha256(np.ascontiguousarray(array)).hexdigest()
        digits = data.load_digits()
        try:
            data.load_photo("coffee")
        except FileNotFoundError as error:
            told = str(error)
        print(json.dumps([hashed(digits.train_images), hashed(digits.test_labels),
                          hashed(data.load_photo("chelsea")), told]))
        """,
        path=tmp_path,
    )
    import hashlib

    wanted = [digits.train_images, digits.test_labels, photo]
    assert found[:3] == [hashlib.sha256(np.ascontiguousarray(a)).hexdigest() for a in wanted]
    assert 'data.load_photo("coffee")' in found[3]


def test_what_a_cell_writes_is_gathered_and_ends():
    _, heard = cells("for i in range(20000):\n    print('line', i)")
    written = texts(heard)
    assert written.startswith("line 0\nline 1\n")
    assert written.endswith("[and more, which is not shown]\n") and len(written) < 60_000
    assert len(heard) < 500
    # The next cell may write again.
    assert texts(
        cells("for i in range(20000):\n    print('line', i)", "print('again')")[1]
    ).endswith("again\n")
