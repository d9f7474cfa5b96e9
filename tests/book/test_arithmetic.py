"""The comparison under other arithmetics must be able to fail."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools import arithmetic
from tools.notebooks import execute
from tools.processors import KERNEL, Arithmetic, arithmetics, ask, threads

SUM = """import numpy as np, cnn_course
from cnn_course.rounding import safe
noise = np.random.default_rng(0).normal(size=(200, 200))"""


@pytest.fixture(scope="module")
def every():
    return arithmetics()[0]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A notebook that prints one sum with all its digits, and once more with safe ones."""
    path = tmp_path_factory.mktemp("planted") / "planted.ipynb"
    sources = [SUM, "repr((noise @ noise).sum())", 'print(f"{safe((noise @ noise).sum()):.4f}")']
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
    execute(path)
    return path


@pytest.mark.slow
def test_the_last_bit_is_seen_and_safe_digits_hold(every, planted):
    if ask(every[0].settings)[0] == ask({})[0]:
        pytest.skip("NumPy multiplies in one way only on this processor")
    assert arithmetic.run(Arithmetic("as it is"), [planted]) == {"planted": []}
    assert arithmetic.run(every[0], [planted]) == {"planted": ["Cell 1"]}


@pytest.mark.slow
def test_each_arithmetic_is_named_once(every):
    assert len({one.name for one in every}) == len(every)
    assert len({tuple(sorted(one.settings.items())) for one in every}) == len(every)


@pytest.mark.slow
def test_the_oldest_arithmetic_does_without_what_this_processor_has(every):
    kernel, units = ask(every[0].settings)
    assert units == []
    assert kernel != ask({})[0] or len({one.settings.get(KERNEL) for one in every}) <= 2


def test_switches_that_are_set_already_do_not_count(monkeypatch):
    monkeypatch.setenv(KERNEL, "Nehalem")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    environment = Arithmetic("two threads", threads(2)).environment()
    assert KERNEL not in environment and environment["OMP_NUM_THREADS"] == "2"


@pytest.mark.slow
def test_a_wrong_name_is_answered_with_the_right_ones(capsys):
    with pytest.raises(SystemExit):
        arithmetic.main(["--only", "abacus"])
    assert "one thread" in capsys.readouterr().err
