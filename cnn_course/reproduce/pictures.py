"""What all measurements on real pictures share: train, judge, keep the weights."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnn_course._keras import import_keras, tested_settings
from cnn_course.models.card import data_digest
from cnn_course.models.pretrained import fill, keep
from cnn_course.reproduce.keras_training import Recipe, precision, train
from cnn_course.reproduce.record import environment, peak_memory_mb


def digest(pictures):
    """Of an `ImageData`, all four parts."""
    return data_digest(
        pictures.train_images, pictures.train_labels, pictures.test_images, pictures.test_labels
    )


def mirrored(x):
    """The pictures as they are, and their mirror images."""
    yield x
    yield x[:, :, ::-1]


def nudged(x):
    """The pictures as they are, and moved by one pixel: down, up, right, left."""
    yield x
    for down, right in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        yield np.roll(x, (down, right), axis=(1, 2))


@tested_settings()
def accuracy(model, x, y, looks=None):
    """Share of right answers.

    `looks`, `mirrored` or `nudged`, asks about each picture several times, and
    averages the answers.
    """
    ways = looks(x) if looks else [x]
    answers = sum(model.predict(way, batch_size=250, verbose=0) for way in ways)
    return float(np.mean(answers.argmax(axis=1) == y))


def scaled(make_model):
    """The model, with pixels divided by 255 before it: the sources do so outside."""

    @tested_settings()
    def made():
        keras = import_keras()
        model = make_model()
        first = [keras.Input(model.input_shape[1:]), keras.layers.Rescaling(1 / 255)]
        return keras.Sequential([*first, *model.layers], name=model.name)

    return made


class OnPictures:
    """How a model is trained on pictures and judged, for one seed after the other."""

    def on(self, name, pictures, settings):
        """A function of a seed, for these pictures; `name` is the variant's."""

        def measured(seed):
            run = f"{name}, seed {seed}"
            return self.measure(
                pictures, settings, seed, settings.checkpoints / run.replace(" ", "-")
            )

        return measured


@dataclass(frozen=True)
class Final(OnPictures):
    """Train on all training pictures; look at the test pictures once.

    Attributes
    ----------
    make_model : function
    recipe : Recipe
    looks : function, optional
        `mirrored` or `nudged`: judge by several looks at each picture; what one look
        gives is recorded as well.
    weights : str, optional
        Keep the weights of seed 0 under this name, with a card.
    validation_split : float
        The source's, where it has one.
    """

    make_model: Callable
    recipe: Recipe
    looks: Callable | None = None
    weights: str | None = None
    validation_split: float = 0.0

    def measure(self, pictures, settings, seed, folder):
        x, y = pictures.train_images, pictures.train_labels
        with precision(settings.mixed_precision):
            model, history = train(
                self.make_model,
                x,
                y,
                self.recipe,
                seed,
                folder,
                validation_split=self.validation_split,
            )
        # Judged in full precision, however it was trained.
        judge = self.make_model()
        judge.set_weights(model.get_weights())
        test = pictures.test_images, pictures.test_labels
        found = {
            "parameters": judge.count_params(),
            "trainable_parameters": sum(int(np.prod(v.shape)) for v in judge.trainable_variables),
            "test_accuracy": accuracy(judge, *test, self.looks),
            "seconds": round(sum(history["seconds"])),
            "peak_memory_mb": peak_memory_mb(),
            "history": history,
        }
        if self.looks:
            found["test_accuracy_asked_once"] = accuracy(judge, *test)
        if self.weights and seed == 0 and settings.weights:
            _ship(self.weights, judge, pictures, found, settings, self.looks)
        return found


@dataclass(frozen=True)
class OnValidation(OnPictures):
    """Train on n training pictures, judge on `held_out` others; test pictures are not touched.

    The same parts for every seed and variant; without n, all that are not held out.
    """

    make_model: Callable
    recipe: Recipe
    held_out: int
    n: int | None = None

    def measure(self, pictures, settings, seed, folder):
        x, y = pictures.train_images, pictures.train_labels
        order = np.random.default_rng(0).permutation(len(x))
        judged, others = order[: self.held_out], order[self.held_out :]
        used = others[: self.n]
        with precision(settings.mixed_precision):
            model, history = train(self.make_model, x[used], y[used], self.recipe, seed, folder)
        # On the pictures as they are. What training logs is another figure: of moved
        # pictures, with dropout, while the weights changed.
        return {
            "parameters": model.count_params(),
            "validation_accuracy": accuracy(model, x[judged], y[judged]),
            "train_accuracy": accuracy(model, x[used], y[used]),
            "logged_accuracy": history["accuracy"][-1],
            "seconds": round(sum(history["seconds"])),
        }


def _ship(name, model, pictures, found, settings, looks):
    """The weights as they will be read, and what is known of them."""
    path = settings.weights / f"{name}.npz"
    keep(model, path)
    fill(model, path)  # rounded to 16 bits, as a reader gets them
    card = {
        "name": name,
        "model": model.name,
        "parameters": found["parameters"],
        "input": list(model.input_shape[1:]),
        **({"how": pictures.how} if pictures.how else {}),
        "values": "0 to 255",
        "classes": list(pictures.class_names),
        "data": pictures.source,
        "data_digest": digest(pictures),
        "trained_on": len(pictures.train_images),
        "tested_on": len(pictures.test_images),
        "test_accuracy": accuracy(model, pictures.test_images, pictures.test_labels),
        "seed": 0,
        "command": settings.command,
        "date": datetime.date.today().isoformat(),
        "environment": environment(),
    }
    if looks:
        card["looks"] = looks.__name__
        card["test_accuracy_by_looks"] = accuracy(
            model, pictures.test_images, pictures.test_labels, looks
        )
    (settings.weights / f"{name}.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
