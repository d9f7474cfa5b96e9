"""A network as one .npz file of plain arrays, and back. Nothing is pickled, so nothing is run."""

import contextlib
import dataclasses
import json
import zipfile
from pathlib import Path

import numpy as np

from cnn_course._checks import whole
from cnn_course._files import replacing
from cnn_course.nn import losses, optimizers
from cnn_course.nn.history import Run
from cnn_course.nn.registry import described, made

FORMAT = 1
GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def save(network, path):
    """What :meth:`Network.save` does."""
    path = checked_path(path)
    if network.input_shape is None:
        raise ValueError("the network has no weights yet; give it input_shape=..., or fit it")
    arrays = _lines(network)
    story = _description(network)
    story["iterations"] = network.optimizer.iterations
    story["rng"] = network.rng.bit_generator.state
    if network.run is not None:
        story["run"] = {
            field.name: getattr(network.run, field.name)
            for field in dataclasses.fields(network.run)
            if field.name != "order"
        }
        if network.run.order is not None:
            arrays["order"] = network.run.order
    text = json.dumps(story, default=lambda array: array.tolist())
    with replacing(path, "wb") as file:
        np.savez(file, story=np.array(text), **arrays)


def load(cls, path):
    """What :meth:`Network.load` does."""
    with _blamed_on(path):
        story, arrays = _read(path)
        network = cls(_layers(story), tuple(story["input_shape"]), dtype=story["dtype"])
        (rule, settings), (loss, options) = story["optimizer"], story["loss"]
        settings = dict(settings)
        if isinstance(settings["learning_rate"], dict):
            settings["learning_rate"] = optimizers.CosineDecay(**settings["learning_rate"])
        rule, loss = _named(optimizers.OPTIMIZERS, rule), _named(losses.LOSSES, loss)
        network.compile(rule(**settings), loss(**options))
        _fill(network, *_checked(network, story, arrays))
    return network


def stored_run(network, path):
    """How far the fit in a file has come, and a function that brings the network there.

    The network is as it was until that function is called.
    """
    with _blamed_on(path):
        story, arrays = _read(path)
        # A file may be older than some of a layer's arguments.
        story["layers"] = [described(layer) for layer in _layers(story)]
        story = json.loads(json.dumps(story))
        own = json.loads(json.dumps(_description(network)))
        for part in own:
            if own[part] != story[part]:
                raise ValueError(f"a network with other {part}: {story[part]}, here {own[part]}")
        state = _checked(network, story, arrays)
    return state[-1], lambda: _fill(network, *state)


def _description(network):
    """What makes the same network again, apart from its numbers."""
    return {
        "format": FORMAT,
        "layers": [described(layer) for layer in network.layers],
        "input_shape": list(network.input_shape),
        "dtype": network.dtype.name,
        "optimizer": [type(network.optimizer).__name__, network.optimizer.config()],
        "loss": [type(network.loss).__name__, network.loss.config()],
    }


@contextlib.contextmanager
def _blamed_on(path):
    """Whatever is wrong with a file's content is said of the file."""
    try:
        yield
    except (AttributeError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"{path} is not a network that this package stored, or not this one: {error}"
        ) from None


def _read(path):
    with np.load(checked_path(path, must_exist=True), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    story = json.loads(str(arrays.pop("story")))
    if story["format"] != FORMAT:
        raise ValueError(f"it has format {story['format']}; this version reads {FORMAT}")
    return story, arrays


def _checked(network, story, arrays):
    """Lines of numbers, steps, random state and run, ready to be put in their places."""
    lines = {}
    for name, line in _lines(network).items():
        stored = arrays[name]
        if stored.shape != line.shape or not np.isfinite(stored).all():
            raise ValueError(f"{name!r} has another size, or holds NaN")
        lines[name] = stored
    if story["rng"]["bit_generator"] not in GENERATORS:
        raise ValueError(
            f"it draws from {story['rng']['bit_generator']!r}, which NumPy does not have"
        )
    rng = np.random.Generator(getattr(np.random, story["rng"]["bit_generator"])())
    rng.bit_generator.state = _arrays(story["rng"])
    run = Run(**story["run"], order=arrays.get("order")) if "run" in story else None
    return lines, whole(story["iterations"], "iterations", 0), rng, run


def _lines(network):
    """All numbers that learning changes, by the name they have in a file."""
    memory = network.optimizer.memory
    kept = {"kept": network.kept} if network.kept.size else {}
    learned = {f"optimizer_{name}": memory[name] for name in memory}
    return {"weights": network.weights} | kept | learned


def _fill(network, lines, iterations, rng, run):
    for name, line in _lines(network).items():
        line[...] = lines[name]
    network.optimizer.iterations, network.rng, network.run = iterations, rng, run
    for layer in network.layers:
        layer.rng = rng


def _named(classes, name):
    """The class of that name, of those that there are."""
    return {cls.__name__: cls for cls in classes.values()}[name]


def checked_path(path, must_exist=False):
    """The path of a network's file, or an error before any work is done."""
    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"a network is stored in a file ending in .npz, got {str(path)!r}")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}")
    if must_exist and not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    return path


def _layers(story):
    return [made(kind, _tuples(config)) for kind, config in story["layers"]]


def _tuples(config):
    return {key: tuple(v) if isinstance(v, list) else v for key, v in config.items()}


def _arrays(state):
    """Lists of a random state as arrays again."""
    if isinstance(state, dict):
        return {key: _arrays(value) for key, value in state.items()}
    return np.array(state, dtype=np.uint64) if isinstance(state, list) else state
