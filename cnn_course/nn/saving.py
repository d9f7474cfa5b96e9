"""A network as one .npz file of plain arrays, and back. Nothing is pickled, so nothing is run."""

import dataclasses
import json
import os
import zipfile
from pathlib import Path

import numpy as np

FORMAT = 1


def save(network, path):
    """Store the network: layers, weights, optimizer, random state, and how far a fit has come.

    Parameters
    ----------
    path : str or Path
        Ending in .npz. The file is replaced in one step.
    """
    path = _npz(path)
    if network.input_shape is None:
        raise ValueError("the network has no weights yet; give it input_shape=..., or fit it")
    arrays = {"weights": network.weights}
    arrays |= {f"optimizer_{name}": line for name, line in network.optimizer.memory.items()}
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
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(half, "wb") as file:
            np.savez(file, story=np.array(text), **arrays)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def load(cls, path):
    """A network as :func:`save` stored it.

    Raises
    ------
    FileNotFoundError, ValueError
        For a file that is missing, or not a network of this package.
    """
    from cnn_course import nn

    story, arrays = _read(path)
    layers = [getattr(nn, kind)(**_tuples(config)) for kind, config in story["layers"]]
    network = cls(layers, tuple(story["input_shape"]), dtype=story["dtype"])
    (rule, settings), (loss, options) = story["optimizer"], story["loss"]
    settings = dict(settings)
    if isinstance(settings["learning_rate"], dict):
        settings["learning_rate"] = nn.CosineDecay(**settings["learning_rate"])
    network.compile(getattr(nn, rule)(**settings), getattr(nn, loss)(**options))
    _fill(network, path, story, arrays)
    return network


def restore(network, path):
    """Bring a network of the same kind to the state that is stored."""
    story, arrays = _read(path)
    if network.input_shape is None:
        network.build(story["input_shape"])
    own = json.loads(json.dumps(_description(network)))
    for part in own:
        if own[part] != story[part]:
            raise ValueError(
                f"{path} holds a network with other {part}: {story[part]}, here {own[part]}"
            )
    _fill(network, path, story, arrays)


def _description(network):
    """What makes the same network again, apart from its numbers."""
    return {
        "format": FORMAT,
        "layers": [[type(layer).__name__, layer.config()] for layer in network.layers],
        "input_shape": list(network.input_shape),
        "dtype": network.dtype.name,
        "optimizer": [type(network.optimizer).__name__, network.optimizer.config()],
        "loss": [type(network.loss).__name__, network.loss.config()],
    }


def _read(path):
    path = _npz(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        story = json.loads(str(arrays.pop("story")))
        known = story["format"] == FORMAT
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is not a network that this package stored: {error}") from None
    if not known:
        raise ValueError(f"{path} has format {story['format']}; this version reads {FORMAT}")
    return story, arrays


def _fill(network, path, story, arrays):
    """Put the stored numbers in their places."""
    from cnn_course.nn.training import Run

    lines = {"weights": network.weights}
    lines |= {f"optimizer_{name}": line for name, line in network.optimizer.memory.items()}
    for name, line in lines.items():
        if name not in arrays or arrays[name].shape != line.shape:
            raise ValueError(f"{path} is damaged: {name!r} is missing or has another size")
    for name, line in lines.items():
        line[...] = arrays[name]
    network.optimizer.iterations = story["iterations"]
    kind = getattr(np.random, story["rng"]["bit_generator"])
    network.rng = np.random.Generator(kind())
    network.rng.bit_generator.state = _arrays(story["rng"])
    for layer in network.layers:
        if hasattr(layer, "rng"):
            layer.rng = network.rng
    network.run = Run(**story["run"], order=arrays.get("order")) if "run" in story else None


def _npz(path):
    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"a network is stored in a file ending in .npz, got {str(path)!r}")
    return path


def _tuples(config):
    return {key: tuple(v) if isinstance(v, list) else v for key, v in config.items()}


def _arrays(state):
    """Lists of a random state as arrays again."""
    if isinstance(state, dict):
        return {key: _arrays(value) for key, value in state.items()}
    return np.array(state, dtype=np.uint64) if isinstance(state, list) else state
