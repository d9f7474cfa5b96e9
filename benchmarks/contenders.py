"""One small network, trained by three libraries.

Conv 8, max pooling, dropout, twice, then a dense layer: the network of the
digits. All begin with the same weights and do the same work: Adam, mean squared
error, loss and accuracy of every batch, and a validation after each epoch.
Threads stay as each library sets them, unless a contender says otherwise.
"""

import importlib.util
from typing import NamedTuple

import numpy as np

from cnn_course import models
from cnn_course._keras import import_tensorflow, tested_settings
from cnn_course.nn import Network
from cnn_course.reproduce.recipes import layers

HAS_TORCH = importlib.util.find_spec("torch") is not None


class Examples(NamedTuple):
    """Pictures (N, H, W, 1) from 0 to 1, one-hot targets (N, 10), and a pair to judge by."""

    x: np.ndarray
    y: np.ndarray
    validation: tuple | None = None


def first_weights(shape):
    """What every contender begins with, in Keras's order."""
    return Network(layers(), shape, rng=np.random.default_rng(0)).get_weights()


class Ours:
    """`cnn_course.nn` as it is."""

    def __init__(self, examples, batch):
        self.examples, self.batch = examples, batch
        self.network = Network(layers(), examples.x.shape[1:], rng=np.random.default_rng(1))
        self.network.set_weights(first_weights(examples.x.shape[1:]))
        self.network.compile("adam", "mse")
        self.parameters = self.network.weights.size

    def train(self, epochs):
        x, y, validation = self.examples
        self.network.fit(
            x, y, epochs=epochs, batch_size=self.batch, validation_data=validation, verbose=0
        )

    def evaluate(self, x, y):
        """Loss and accuracy."""
        return tuple(self.network.evaluate(x, y))


class Keras:
    """Keras on TensorFlow.

    Parameters
    ----------
    arrays : bool
        Give `fit` plain arrays instead of a ``tf.data`` pipeline.
    jit : bool
        Compile with XLA. Otherwise Keras decides ("auto").
    steps : bool
        All steps of an epoch in one call (steps_per_execution).
    """

    def __init__(self, examples, batch, arrays=False, jit=False, steps=False):
        x, y, validation = examples
        self.model = models.digits(x.shape[1:])
        self.model.set_weights(first_weights(x.shape[1:]))
        self.model.compile(
            "adam",
            "mse",
            metrics=["accuracy"],
            jit_compile=True if jit else "auto",
            steps_per_execution=-(-len(x) // batch) if steps else 1,
        )
        self.parameters = self.model.count_params()
        if arrays:
            self.data = {"x": x, "y": y, "batch_size": batch, "validation_data": validation}
        else:
            judged_by = validation and _pipeline(*validation, len(validation[0]), False)
            # The pipeline shuffles, not Keras.
            self.data = {"x": _pipeline(x, y, batch, True), "shuffle": False}
            self.data["validation_data"] = judged_by

    @tested_settings()
    def train(self, epochs):
        self.model.fit(**self.data, epochs=epochs, verbose=0)

    @tested_settings()
    def evaluate(self, x, y):
        return tuple(self.model.evaluate(x, y, verbose=0))


def _pipeline(x, y, batch, shuffle):
    """The fastest of the ways tried at every size: kept in memory, drawn one by one."""
    tf = import_tensorflow("the pipeline of pictures comes")
    examples = tf.data.Dataset.from_tensor_slices((x, y)).cache()
    if shuffle:
        examples = examples.shuffle(len(x))
    return examples.batch(batch).prefetch(tf.data.AUTOTUNE)


class Torch:
    """PyTorch's usual loop, channels first, examples ready as tensors.

    Parameters
    ----------
    fused : bool
        Adam as one operation.
    one_thread : bool
        Small steps may lose more by waiting for each other than they gain.
    """

    def __init__(self, examples, batch, fused=False, one_thread=False):
        import torch
        from torch import nn

        height, width, _ = examples.x.shape[1:]
        self.torch, self.batch, self.one_thread = torch, batch, one_thread
        self.model = nn.Sequential(
            *(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1)),
            *(nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1)),
            *(nn.Flatten(), nn.Linear(height // 4 * (width // 4) * 8, 10), nn.Softmax(dim=1)),
        )
        self._set_weights(first_weights(examples.x.shape[1:]), height // 4, width // 4)
        self.loss = nn.MSELoss()
        # epsilon: Keras's, for the same steps.
        self.optimizer = torch.optim.Adam(self.model.parameters(), 0.001, eps=1e-7, fused=fused)
        self.parameters = sum(weight.numel() for weight in self.model.parameters())
        self.x, self.y = self._tensors(examples.x, examples.y)
        self.validation = examples.validation and self._tensors(*examples.validation)

    def _set_weights(self, weights, height, width):
        """Keras's weights, with filters and channels first."""
        first, first_bias, second, second_bias, dense, dense_bias = weights
        dense = dense.reshape(height, width, 8, 10).transpose(3, 2, 0, 1).reshape(10, -1)
        first, second = first.transpose(3, 2, 0, 1), second.transpose(3, 2, 0, 1)
        values = first, first_bias, second, second_bias, dense, dense_bias
        with self.torch.no_grad():
            for place, value in zip(self.model.parameters(), values):
                place.copy_(self.torch.tensor(np.ascontiguousarray(value)))

    def _tensors(self, x, y):
        channels_first = np.ascontiguousarray(x.transpose(0, 3, 1, 2))
        return self.torch.tensor(channels_first), self.torch.tensor(y)

    def train(self, epochs):
        threads = self.torch.get_num_threads()
        if self.one_thread:
            self.torch.set_num_threads(1)
        for _ in range(epochs):
            self._learn()
            if self.validation:
                self._judge(*self.validation)
        self.torch.set_num_threads(threads)

    def _learn(self):
        self.model.train()
        total, hits = 0.0, 0
        for chosen in self.torch.randperm(len(self.x)).split(self.batch):
            x, y = self.x[chosen], self.y[chosen]
            self.optimizer.zero_grad()
            outputs = self.model(x)
            loss = self.loss(outputs, y)
            loss.backward()
            self.optimizer.step()
            total += loss.item() * len(x)
            hits += (outputs.argmax(1) == y.argmax(1)).sum().item()
        return total / len(self.x), hits / len(self.x)

    def _judge(self, x, y):
        self.model.eval()
        with self.torch.inference_mode():
            outputs = self.model(x)
            hits = (outputs.argmax(1) == y.argmax(1)).sum().item()
            return self.loss(outputs, y).item(), hits / len(x)

    def evaluate(self, x, y):
        return self._judge(*self._tensors(x, y))
