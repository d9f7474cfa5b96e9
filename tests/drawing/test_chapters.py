"""The chapters that run in the browser draw all their figures there, too."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from tests.drawing.reading import as_svg
from tools.digest import ROOT

CHAPTERS = sorted((ROOT / "book").glob("[01]*.ipynb"))[:12]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_cell_draws_as_many_figures_as_it_stores(path: Path, monkeypatch):
    monkeypatch.chdir(path.parent)
    names = {"__name__": "__main__"}
    drawn = 0
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with as_svg() as figures:
            exec(TransformerManager().transform_cell(cell.source), names)
        assert len(figures) == pictures(cell), cell.source
        assert all(figure.alt for figure in figures)
        drawn += len(figures)
    assert drawn > 0
