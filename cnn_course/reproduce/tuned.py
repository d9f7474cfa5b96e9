"""Accuracy over the number of training photographs, fine-tuned: a backbone's last layers learn on."""

import functools
import time
from dataclasses import dataclass

import numpy as np

from cnn_course import models
from cnn_course._keras import import_keras, tested_settings
from cnn_course.reproduce.curve import chosen
from cnn_course.reproduce.pictures import OnPictures, accuracy

HELD_OUT = 5  # one picture in so many chooses the epoch
RATE, BATCH_SIZE = 1e-4, 16
EPOCHS, PATIENCE = 20, 3


@dataclass(frozen=True)
class Tuned(OnPictures):
    """A new end on a frozen backbone's features; then the layers after `cut` learn with it.

    A fifth of the n pictures is held out. Its loss says after which epoch the weights are
    taken, the weights before the first among them.

    Attributes
    ----------
    backbone, cut : str
        The last layer that stays as it is. What comes out of it is computed once, also for
        the mirror images.
    n : int
    """

    backbone: str
    cut: str
    n: int

    @tested_settings()
    def measure(self, pictures, settings, seed, folder):
        keras = import_keras()
        keras.utils.set_random_seed(seed)
        parts, (maps, test_maps), seconds_of_maps = _split(self.backbone, self.cut, pictures)
        lower, upper = parts
        initial = [variable.numpy() for variable in upper.variables]  # dropout's seed, too
        used = np.random.default_rng(seed).permutation(chosen(pictures.train_labels, self.n, seed))
        held_out, learn = np.split(used, [self.n // HELD_OUT])
        y = pictures.train_labels
        start = time.perf_counter()
        features = upper.predict(maps[0, learn], verbose=0)
        model = models.new_end(upper, features, y[learn], len(pictures.class_names))
        for layer in model.layers:
            layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
        model.compile(keras.optimizers.Adam(RATE), "sparse_categorical_crossentropy")
        losses = _fine_tune(model, maps, y, learn, held_out, seed)
        found = {
            "parameters": lower.count_params() + model.count_params(),
            "learned_parameters": sum(v.numpy().size for v in model.trainable_variables),
            "test_accuracy": accuracy(model, test_maps, pictures.test_labels),
            "validation_loss": losses,
            "seconds": round(time.perf_counter() - start + seconds_of_maps * self.n / len(y), 1),
        }
        for variable, value in zip(upper.variables, initial):
            variable.assign(value)  # the next run begins where this one did
        return found


def _fine_tune(model, maps, y, learn, held_out, seed):
    """Train until validation has not improved for a while; the best weights stay.

    The losses on the pictures held out: before, and after each epoch.
    """
    rng = np.random.default_rng(seed)

    def validation():
        return model.evaluate(maps[0, held_out], y[held_out], verbose=0)

    losses, best = [validation()], model.get_weights()
    while len(losses) <= EPOCHS and len(losses) - 1 - np.argmin(losses) < PATIENCE:
        mirrored = rng.integers(2, size=len(learn))
        model.fit(maps[mirrored, learn], y[learn], batch_size=BATCH_SIZE, verbose=0)
        losses.append(validation())
        if losses[-1] < min(losses[:-1]):
            best = model.get_weights()
    model.set_weights(best)
    return losses


@functools.cache  # by identity: once for all sizes and seeds
@tested_settings()
def _split(name, cut, pictures):
    """The backbone in two; what the first part makes of the training pictures as they are and
    mirrored (2, N, ...), and of the test pictures; seconds for the former."""
    keras = import_keras()
    base = models.backbone(name, pictures.train_images.shape[1])
    middle = base.get_layer(cut).output
    lower, upper = keras.Model(base.input, middle), keras.Model(middle, base.output)
    start = time.perf_counter()
    ways = (pictures.train_images, pictures.train_images[:, :, ::-1])
    maps = np.stack([lower.predict(x, batch_size=32, verbose=0) for x in ways])
    seconds = time.perf_counter() - start
    test_maps = lower.predict(pictures.test_images, batch_size=32, verbose=0)
    return (lower, upper), (maps, test_maps), seconds
