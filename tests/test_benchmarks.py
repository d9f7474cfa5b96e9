"""The benchmark runs, compares like with like, and writes what the book reads.

No test asks how fast.
"""

import contextlib
import io
import json

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="TensorFlow is not installed")

from benchmarks import conv2d, rounds, sizes, tables, training
from benchmarks.__main__ import main
from benchmarks.contenders import HAS_TORCH, Examples

HEAD = {"command", "date", "environment"}
# Float32 sums in another order.
CLOSE = {"rtol": 1e-4, "atol": 1e-4}


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory):
    """One quick run of everything, as a reader starts it: what it printed, and what it wrote."""
    folder, printed = tmp_path_factory.mktemp("results"), io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds, "PAUSE", 0)  # nobody asks how fast
        patch.setattr(conv2d, "AT_LEAST", 0.001)
        main(["--quick", "--results", str(folder)])
    written = {path.stem: json.loads(path.read_text()) for path in folder.iterdir()}
    return printed.getvalue(), written, folder


def test_each_part_is_written_with_what_it_ran_on(rehearsal):
    _, written, folder = rehearsal
    assert set(written) == {"bench_training", "bench_sizes", "bench_conv2d", "bench_layers"}
    for content in written.values():
        assert HEAD <= content.keys()
        assert content["command"] == "python -m benchmarks --quick"
        assert {"processor", "cores", "python", "numpy", "keras"} <= content["environment"].keys()
        assert str(folder) not in json.dumps(content)


def test_training_has_every_contender_with_the_same_parameters(rehearsal):
    measured = rehearsal[1]["bench_training"]
    names = {"ours", *training.KERAS, *(training.TORCH if HAS_TORCH else ())}
    assert set(measured["contenders"]) == set(measured["times_ours"]) == names
    assert {own["parameters"] for own in measured["contenders"].values()} == {994}
    assert measured["best_keras"] in training.KERAS
    for own in measured["contenders"].values():
        low, high = own["epoch"]["quartiles"]
        assert 0 < low <= own["epoch"]["median"] <= high
        assert len(own["epoch"]["all"]) == measured["rounds"]
    assert measured["times_ours"]["ours"] == 1


def test_sizes_has_every_case_and_the_cost_of_a_step(rehearsal):
    measured = rehearsal[1]["bench_sizes"]
    best = rehearsal[1]["bench_training"]["best_keras"]
    names = {"ours", "keras", best} | ({"torch"} if HAS_TORCH else set())
    assert [(case["side"], case["batch"]) for case in measured["cases"]] == [(8, 16)]
    assert set(measured["cases"][0]["microseconds"]) == set(measured["step"]) == names
    assert set(measured["overtakes"]["8"]) == names - {"ours"}


def test_layers_has_every_kind_and_its_mean(rehearsal):
    measured = rehearsal[1]["bench_layers"]
    kinds = [case["kind"] for case in measured["cases"]]
    assert kinds == list(measured["means"]) == ["depthwise", "four groups", "transposed"]
    for case in measured["cases"]:
        ours, theirs = (case["seconds"][name]["median"] for name in ("ours", "tensorflow"))
        assert measured["means"][case["kind"]] == pytest.approx(ours / theirs, rel=1e-3)


def test_conv2d_has_every_shape_and_mean(rehearsal):
    measured = rehearsal[1]["bench_conv2d"]
    assert [case["images"] for case in measured["shapes"]] == [[16, 8, 8, 1], [16, 4, 4, 8]]
    names = {"ours", "scipy", "tensorflow"} | ({"torch"} if HAS_TORCH else set())
    for case in measured["shapes"]:
        assert set(case["seconds"]) == names | {"loop"}
        assert set(case["share_of_peak"]) == names - {"scipy"}
    assert {"ours/tensorflow", "scipy/ours", "loop/ours"} <= measured["means"].keys()
    for over, under in (ratio.split("/") for ratio in measured["means"]):
        ratios = [c["seconds"][over]["median"] / c["seconds"][under]["median"]
                  for c in measured["shapes"]]  # fmt: skip
        mean = measured["means"][f"{over}/{under}"]
        assert mean["ratio"] == pytest.approx(np.prod(ratios) ** 0.5, rel=1e-3)
        assert mean["shapes"] == 2


def test_tables_are_printed_and_a_missing_library_is_said(rehearsal):
    printed = rehearsal[0]
    for title in ("Training, batch 16", "microseconds per picture", "conv2d: microseconds"):
        assert title in printed
    assert ("PyTorch is not installed" in printed) == (not HAS_TORCH)


def test_without_torch_the_others_are_timed(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("benchmarks.contenders.HAS_TORCH", False)
    monkeypatch.setattr(conv2d, "HAS_TORCH", False)
    monkeypatch.setattr(conv2d, "AT_LEAST", 0.001)
    monkeypatch.setattr(rounds, "PAUSE", 0)
    main(["--quick", "--only", "conv2d", "--results", str(tmp_path)])
    assert "PyTorch is not installed: it is left out." in capsys.readouterr().out
    written = json.loads((tmp_path / "bench_conv2d.json").read_text())
    assert written["command"] == "python -m benchmarks --only conv2d --quick"
    assert "torch" not in written["shapes"][0]["seconds"]


def test_a_rehearsal_does_not_replace_measurements(capsys):
    with pytest.raises(SystemExit):
        main(["--quick"])
    assert "give --results another folder" in capsys.readouterr().err


def test_sizes_asks_for_training_first(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["--quick", "--only", "sizes", "--results", str(tmp_path)])
    assert "run --only training first" in capsys.readouterr().err


def test_contenders_judge_and_learn_alike(keras):
    keras.utils.set_random_seed(0)  # dropout
    if HAS_TORCH:
        import torch

        torch.manual_seed(0)
    rng = np.random.default_rng(0)
    x = rng.random((32, 8, 12, 1), dtype=np.float32)
    y = np.eye(10, dtype=np.float32)[rng.integers(0, 10, 32)]
    made = training.contenders(Examples(x, y, (x, y)), batch=32)
    loss, accuracy = made["ours"].evaluate(x, y)
    assert loss > 0
    for name, contender in made.items():
        np.testing.assert_allclose(contender.evaluate(x, y), (loss, accuracy), 1e-4, err_msg=name)
    # The same steps, but for what dropout hides.
    for contender in made.values():
        contender.train(20)
    after = {name: contender.evaluate(x, y)[0] for name, contender in made.items()}
    for name, later in after.items():
        assert later < loss, name
        assert loss - later == pytest.approx(loss - after["ours"], rel=0.25), name


@pytest.mark.parametrize(("shape", "filters", "kernel", "padding"), [
    ((2, 6, 9, 3), 4, 3, "same"), ((3, 7, 5, 1), 2, 3, "valid"), ((1, 9, 8, 2), 3, 5, "valid"),
])  # fmt: skip
def test_convolutions_are_the_same(shape, filters, kernel, padding):
    rng = np.random.default_rng(1)
    images = rng.random(shape, dtype=np.float32)
    kernels = rng.normal(size=(kernel, kernel, shape[3], filters)).astype(np.float32)
    functions = conv2d.contenders(images, kernels, padding)
    loop = conv2d.with_the_loop(images, kernels, padding)
    for name, function in functions.items():
        result = conv2d.channels_last(name, function())
        np.testing.assert_allclose(result, loop, **CLOSE, err_msg=name)


def test_a_contender_that_computes_something_else_is_not_timed(monkeypatch):
    monkeypatch.setattr(conv2d, "conv2d", lambda images, kernels, padding: 0 * images)
    with pytest.raises(AssertionError):
        conv2d.measure(2, shapes=[((2, 6, 6, 1), 1, 3, "same")], squares=(8,))


def test_the_eight_shapes_of_the_book():
    assert len(conv2d.SHAPES) == len(set(conv2d.SHAPES)) == 8


def test_everyone_has_a_turn_in_every_round(monkeypatch):
    monkeypatch.setattr(rounds, "PAUSE", 0)
    calls = []
    contenders = {name: lambda name=name: calls.append(name) for name in "abc"}
    seconds = rounds.turns(contenders, 5, np.random.default_rng(0))
    assert {name: len(times) for name, times in seconds.items()} == dict.fromkeys("abc", 5)
    by_round = [calls[i : i + 3] for i in range(0, 15, 3)]
    assert all(sorted(order) == ["a", "b", "c"] for order in by_round)
    assert len({tuple(order) for order in by_round}) > 1


def test_figures_are_what_they_are_called():
    assert rounds.spread([2, 4, 6, 8, 10], 2) == {
        "median": 3,
        "quartiles": [2, 4],
        "all": [1, 2, 3, 4, 5],
    }
    assert rounds.geometric_mean([2, 8]) == 4


def test_the_smallest_batch_that_is_overtaken():
    def case(batch, ours, keras):
        times = {"ours": {"median": ours}, "keras": {"median": keras}}
        return {"batch": batch, "microseconds": times}

    cases = [case(16, 1, 9), case(64, 3, 2), case(256, 3, 1)]
    assert sizes.first_overtaken(cases, "keras") == 64
    assert sizes.first_overtaken(cases[:1], "keras") is None


def test_a_table_has_columns_and_dashes(capsys):
    tables.show("Title", ["", "a", "long name"], [["first", 1234.5, None], ["b", 0.01234, "50%"]])
    title, head, *lines = capsys.readouterr().out.strip().splitlines()
    assert title == "Title"
    assert lines == ["first    1234          -", "b      0.0123        50%"]
    assert len({len(line) for line in lines}) == 1
