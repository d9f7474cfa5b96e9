"""What was measured: how it is read, and how it is measured again."""

import dataclasses
import json
import re
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from cnn_course._keras import graphics_cards
from cnn_course.reproduce import distillation, experiment, processes, recipes, runs
from cnn_course.reproduce.__main__ import main
from cnn_course.reproduce.experiments import (
    apparel_record,
    cats_dogs_curve_from_nothing,
    cifar10_record,
    digits_record,
    digits_record_choices,
    lockstep,
    mnist_record,
)
from cnn_course.reproduce.record import environment, where
from cnn_course.results import FOLDER, load_results
from tools.digest import ROOT


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(FileNotFoundError, match=r"no results called 'digit'; there are: .*digits"):
        load_results("digit")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_every_result_says_where_it_came_from(path):
    result = load_results(path.stem)
    assert re.match(r"python -m (cnn_course\.reproduce|benchmarks)", result["command"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", result["date"])
    assert {"processor", "cores", "python", "numpy"} <= set(result["environment"])
    text = path.read_text()
    assert not re.search(r"/(home|root|tmp|work)/", text), "names a path of one machine"


RECORD_CHOICES = [name for name in experiment.names() if name.endswith("-record-choices")]


@pytest.mark.parametrize("name", experiment.names())
def test_every_measurement_is_stored_with_all_its_seeds(name):
    result = load_results(name)
    assert result["name"] == name
    assert len(result["seeds"]) == experiment.load(name).seeds
    for measured in result["variants"].values():
        assert all(len(values) == len(result["seeds"]) for values in measured.values())


def test_the_stored_ten_seeds():
    """What the book says of them, at 994 parameters each."""
    variants = load_results("digits")["variants"]
    accuracy = {name: np.array(m["test_accuracy"]) for name, m in variants.items()}
    assert {n for m in variants.values() for n in m["parameters"]} == {994}
    theirs, ours = accuracy["source recipe, Keras"], accuracy["source recipe, cnn_course"]
    # Ten and ten runs of one recipe: no difference that the spread does not explain.
    assert stats.mannwhitneyu(theirs, ours).pvalue > 0.01
    assert accuracy["our recipe, cnn_course"].mean() > max(theirs.mean(), ours.mean()) + 0.02


def test_what_is_measured_twice_is_the_same():
    """The source's recipe on the held-out fifths, by two commands with the same seeds."""
    choices = load_results("digits-choices")["variants"]["as it is"]
    source = load_results("digits-ingredients")["variants"]["source recipe"]
    for what in ("validation_accuracy", "validation_loss"):
        assert choices[what][: len(source[what])] == pytest.approx(source[what], rel=0.05)


def test_choices_are_judged_on_training_digits_that_were_held_out():
    assert len(RECORD_CHOICES) == 5
    assert not any("test" in what for m in choices_and_ingredients() for what in m)
    parts = np.array([recipes.held_out(seed) for seed in range(recipes.PARTS)])
    assert (parts.sum(axis=0) == 1).all() and (parts.sum(axis=1) == 300).all()


def choices_and_ingredients():
    for name in ("digits-choices", "digits-ingredients", *RECORD_CHOICES):
        yield from load_results(name)["variants"].values()


CHOSEN = {  # by the set of pictures: the recipe in use, and those that it was chosen from
    "cifar10": (cifar10_record, "as it begins", ...),
    "mnist": (mnist_record, "moved further", ...),
    "apparel": (apparel_record, "whole pixels, longer", ...),
    "cats-dogs": (
        cats_dogs_curve_from_nothing,
        "deeper, longer",
        ["deeper and parts, longer"],
    ),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_the_records_are_trained_by_what_validation_preferred(name):
    """The recipe in use is named by its choice, and did best there on pictures held out."""
    final, chosen, others = CHOSEN[name]
    choices = experiment.load(f"{name}-record-choices").variants
    measured = load_results(f"{name}-record-choices")["variants"]
    assert set(measured) == set(choices)
    means = {
        variant: np.mean(measured[variant]["validation_accuracy"])
        for variant in (choices if others is ... else [chosen, *others])
    }
    assert max(means, key=means.get) == chosen
    longer = final.RECIPE.epochs
    assert dataclasses.replace(choices[chosen].recipe, epochs=longer) == final.RECIPE
    assert choices[chosen].make_model == final.MODEL


def test_the_lesson_is_what_validation_preferred():
    measured = load_results("digits-record-choices")["variants"]
    means = {name: np.mean(m["validation_asked_often"]) for name, m in measured.items()}
    best = max(means, key=means.get)
    assert set(measured) == set(digits_record_choices.LESSONS)
    assert digits_record_choices.LESSONS[best] == digits_record.LESSON


def test_a_teacher_is_believed(monkeypatch):
    """The small network learns the larger one's answers, not the labels."""
    x, y, *_ = recipes.digits()

    class Teacher:
        def predict(self, pictures):
            return np.eye(10)[np.full(len(pictures), 3)]

    monkeypatch.setattr(distillation, "train", lambda *_, **__: Teacher())
    lesson = distillation.Lesson(copies=2, epochs=2)
    network, _ = distillation.taught(x[:200], y[:200], 0, lesson)
    assert network.weights.size == 994
    assert (network.predict(x[:200]).argmax(axis=1) == 3).all()


def test_a_lesson_is_decided_by_its_seed():
    x, y, *_ = recipes.digits()
    brief = tuple((dict(distillation.Lesson().recipe) | {"epochs": 1}).items())
    lesson = distillation.Lesson(filters=4, recipe=brief, copies=1, epochs=1)
    first, again, other = (
        distillation.taught(x[:100], y[:100], seed, lesson)[0].weights for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_a_short_run_is_distributed_as_in_keras(keras):
    """Twenty runs and five of Keras's, four epochs each: the two samples could be one.

    So early, a recipe that differs is seen better than at the end, where all come together.
    """

    def accuracies(recipe, runs, epochs):
        return [recipe(seed, epochs=epochs)["test_accuracy"] for seed in range(runs)]

    ours = accuracies(recipes.source_recipe, 20, 4)
    theirs = accuracies(recipes.source_recipe_in_keras, 5, 4)
    assert stats.mannwhitneyu(ours, theirs).pvalue > 0.01
    # And a recipe that is not the same is told apart: half as many epochs.
    short = accuracies(recipes.source_recipe, 20, 2)
    assert stats.mannwhitneyu(short, theirs).pvalue < 0.01


def counted(calls, stop_at=None):
    def measured(seed):
        calls.append(seed)
        if seed == stop_at:
            raise KeyboardInterrupt
        return {"square": seed**2}

    return measured


def test_an_interrupted_measurement_goes_on(tmp_path):
    calls = []
    with pytest.raises(KeyboardInterrupt):
        runs.run("squares", {"a": counted(calls, stop_at=2)}, 4, tmp_path, "data")
    assert not (tmp_path / "squares.json").exists()
    variants = {"a": counted(calls), "b": counted(calls)}
    result = runs.run("squares", variants, 4, tmp_path, "data", resume=True)
    assert calls == [0, 1, 2, 2, 3, 0, 1, 2, 3]  # what was done is not done again
    assert result["variants"] == {"a": {"square": [0, 1, 4, 9]}, "b": {"square": [0, 1, 4, 9]}}
    assert json.loads((tmp_path / "squares.json").read_text()) == result
    assert [path.name for path in tmp_path.iterdir()] == ["squares.json"]


def test_what_was_measured_elsewhere_is_said(tmp_path, monkeypatch):
    with pytest.raises(KeyboardInterrupt):
        runs.run("squares", {"a": counted([], stop_at=1)}, 2, tmp_path, "data")
    there = environment()
    monkeypatch.setattr(runs, "environment", lambda: there | {"cores": 99})
    result = runs.run("squares", {"a": counted([])}, 2, tmp_path, "data", resume=True)
    assert result["environment"]["cores"] == 99 and result["resumed_from"] == [there]
    assert "resumed_from" not in runs.run("squares", {"a": counted([])}, 2, tmp_path, "data")


def test_a_run_says_itself_where_it_was_measured(tmp_path):
    """The process that writes may not have Keras in use, nor the graphics card."""
    there = {"cores": 16, "backend": "jax", "graphics_cards": 1, "graphics_card": "a card"}

    def elsewhere(todo):
        for variant, seed in todo:
            yield variant, seed, {"square": seed**2}, there

    result = runs.run("squares", {"a": None}, 2, tmp_path, "data", measure=elsewhere)
    assert result["environment"] == there and "resumed_from" not in result


def test_a_process_measures_and_says_where_it_is(monkeypatch):
    monkeypatch.setitem(processes._ready, "squares", lambda seed: {"square": seed**2})
    assert processes._measure("squares", 3) == ({"square": 9}, environment())


CARDS = {
    "tensorflow": {
        "config": SimpleNamespace(
            list_physical_devices=lambda kind: [SimpleNamespace(name=f"/{kind}:0")] * 2,
            experimental=SimpleNamespace(get_device_details=lambda card: {"device_name": "a card"}),
        )
    },
    "jax": {
        "devices": lambda: (
            [SimpleNamespace(device_kind="a card", platform="gpu")] * 2
            + [SimpleNamespace(device_kind="cpu", platform="cpu")]
        )
    },
    "torch": {
        "cuda": SimpleNamespace(
            device_count=lambda: 2, get_device_name=["a card", "a card"].__getitem__
        )
    },
    "openvino": {},
}


@pytest.mark.parametrize("backend", CARDS)
def test_the_environment_names_the_backend_and_its_graphics_cards(monkeypatch, backend):
    keras = SimpleNamespace(backend=SimpleNamespace(backend=lambda: backend))
    monkeypatch.setitem(sys.modules, "keras", keras)
    monkeypatch.setitem(sys.modules, backend, SimpleNamespace(**CARDS[backend]))
    found = environment()
    assert found["backend"] == backend
    cards = {"graphics_cards": 2, "graphics_card": "a card"} if CARDS[backend] else {}
    assert {name: found[name] for name in found if name.startswith("graphics")} == cards
    said = "2 x a card, Keras on" if cards else "cores, Keras on"
    assert f"{said} {backend}" in where(found)


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_the_libraries_themselves_name_their_graphics_cards(keras, backend):
    """None is no error, and each has a name."""
    pytest.importorskip(backend)
    assert all(isinstance(name, str) and name for name in graphics_cards(backend))


def test_without_resume_everything_is_measured_again(tmp_path):
    calls = []
    with pytest.raises(KeyboardInterrupt):
        runs.run("squares", {"a": counted(calls, stop_at=1)}, 2, tmp_path, "data")
    runs.run("squares", {"a": counted(calls)}, 2, tmp_path, "data")
    assert calls == [0, 1, 0, 1]


def test_other_data_are_not_gone_on_with(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        runs.run("squares", {"a": counted([], stop_at=1)}, 2, tmp_path, "data")
    with pytest.raises(ValueError, match="measured on other data; remove it"):
        runs.run("squares", {"a": counted([])}, 2, tmp_path, "others", resume=True)


BRIEF = {
    "STEPS": 10,
    "EXPERIMENT": experiment.Experiment(
        {name: lockstep.EXPERIMENT.variants[name] for name in ("SGD, squares", "Adam, squares")},
        seeds=1,
    ),
}


def make_ready_briefly(name, settings):
    """A process of its own begins with the short experiment, too."""
    for what, value in BRIEF.items():
        setattr(lockstep, what, value)
    processes._make_ready(name, settings)


@pytest.fixture
def brief_lockstep(keras, monkeypatch):
    """The experiment `lockstep` with two variants and ten steps."""
    for what, value in BRIEF.items():
        monkeypatch.setattr(lockstep, what, value)
    monkeypatch.setattr(processes, "_make_ready", make_ready_briefly)


def test_the_command_writes_a_result(tmp_path, capsys, brief_lockstep):
    main(["lockstep", "--seeds", "1", "--results", str(tmp_path)])
    result = json.loads((tmp_path / "lockstep.json").read_text())
    assert result["command"] == "python -m cnn_course.reproduce lockstep --seeds 1"
    assert "Adam, squares: weights" in capsys.readouterr().out


@pytest.mark.slow
def test_two_at_a_time_measure_the_same(tmp_path, brief_lockstep):
    """Each run has its seed; which process it runs in, and when, does not matter."""
    found = []
    for jobs in ("1", "2"):
        main(["lockstep", "--seeds", "2", "--jobs", jobs, "--results", str(tmp_path / jobs)])
        result = json.loads((tmp_path / jobs / "lockstep.json").read_text())
        found.append((result["command"], result["variants"], result["data"]))
    assert found[0] == found[1]
    apart = [seed for measured in found[0][1].values() for seed in measured["weights"]]
    assert len(set(apart)) == 4  # what is mixed up would be seen


@pytest.mark.parametrize("arguments", [["mnistt"], ["lockstep", "--seeds", "0"], []])
def test_a_wrong_command_is_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        main(arguments)
    assert "usage: python -m cnn_course.reproduce" in capsys.readouterr().err


def test_the_environment_names_no_machine():
    import platform

    assert platform.node() not in json.dumps(environment())
    assert str(ROOT) not in json.dumps(environment())
