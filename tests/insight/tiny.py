"""Models so small that their answers are known in the head."""

import numpy as np


def averaging(keras, weights, ending=None):
    """Maps are the picture's channels; scores are their means times `weights` (C, classes).

    `ending` makes what follows the dense layer, from its output; without it, softmax.
    """
    weights = np.asarray(weights, np.float32)
    channels, classes = weights.shape
    pictures = keras.Input((None, None, channels))
    maps = keras.layers.Conv2D(channels, 1, use_bias=False, name="maps")(pictures)
    means = keras.layers.GlobalAveragePooling2D()(maps)
    dense = keras.layers.Dense(
        classes, use_bias=False, name="scores", activation=None if ending else "softmax"
    )
    scores = dense(means)
    model = keras.Model(pictures, ending(scores) if ending else scores)
    model.get_layer("maps").set_weights([np.eye(channels)[None, None]])
    dense.set_weights([weights])
    return model


def one_pixel(keras, height, width, row, column):
    """Two classes; the score of class 1 is one pixel, that of class 0 is zero."""
    model = keras.Sequential(
        [
            keras.Input((height, width, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation="softmax", use_bias=False),
        ]
    )
    weights = np.zeros((height * width, 2))
    weights[row * width + column, 1] = 1
    model.set_weights([weights])
    return model


def random(keras, shape=(11, 8, 3), classes=4, dtype=None):
    """A convolution, normalization, ReLU, a shortcut, pooling and a dense layer, at random."""
    layers = keras.layers
    pictures = keras.Input(shape)
    maps = layers.Rescaling(1 / 255, name="scaled")(pictures)
    maps = layers.Conv2D(5, 3, activation="relu", name="first", dtype=dtype)(maps)
    changed = layers.Conv2D(5, 3, padding="same", name="second", dtype=dtype)(maps)
    changed = layers.ReLU(name="cut", dtype=dtype)(
        layers.BatchNormalization(name="normalized", dtype=dtype)(changed)
    )
    maps = layers.Add(name="sum", dtype=dtype)([maps, changed])
    maps = layers.MaxPooling2D(2, name="pooled", dtype=dtype)(maps)
    flat = layers.Flatten(dtype=dtype)(maps)
    model = keras.Model(pictures, layers.Dense(classes, activation="softmax", dtype=dtype)(flat))
    rng = np.random.default_rng(5)
    # Small weights with both signs, so that the model is unsure; the rest, variances
    # among them, above zero.
    sizes = [w.shape for w in model.get_weights()]
    model.set_weights([rng.uniform(-0.2 if len(s) > 1 else 0.1, 0.3, s) for s in sizes])
    return model


def picture(*shape):
    return np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
