"""A small network that learns one batch at a time, as `Network.fit` takes them."""

import math

import numpy as np

from cnn_course.nn import Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, Softmax
from cnn_course.nn.optimizers import OPTIMIZERS
from cnn_course.nn.training import JUDGED

STEPS = 60  # of a single weight's walk that are remembered
EQUAL = 0.1  # every weight, where all begin equal


def network_for(lesson, filters, padding, initial, optimizer, rate, loss):
    """The network that learns a `Lesson`, with its first weights."""
    if lesson.classes:
        layers = [Conv2D(filters, lesson.kernel, padding=padding), ReLU(), MaxPool2D(2)]
        layers += [Flatten(), Dense(lesson.classes), Softmax()]
    else:
        layers = [Conv2D(filters, lesson.kernel, padding=padding, use_bias=False)]
    seed = initial if isinstance(initial, int) else 0
    network = Network(layers, lesson.x.shape[1:], rng=np.random.default_rng(seed))
    if isinstance(initial, str):
        value = 0.0 if initial == "zeros" else EQUAL
        network.set_weights(
            [np.full_like(w, value if w.ndim > 1 else 0) for w in network.get_weights()]
        )
    network.compile(OPTIMIZERS[optimizer](rate), loss)
    return network


class Learner:
    """A network, what it learns from, and how it has gone so far.

    Attributes
    ----------
    network : Network
    first : ndarray, (filters, kh, kw)
        The kernels as they began.
    losses : list of float
        Of each step's pictures, before the step.
    accuracies : list of (float, float)
        After each epoch: on the way through it, and of the held-out pictures, or NaN.
    walk : list of float
        Of a single weight: where the last steps began.
    beyond : bool
        The loss is no number anymore; it learns nothing from here on.
    """

    def __init__(self, network, lesson):
        self.network, self._lesson = network, lesson
        self._pictures, self._wanted = network.checked(lesson.x, lesson.y)
        self._judge = None if lesson.held_out is None else network.checked(*lesson.held_out)
        self._order, self._seen, self._hits = None, 0, 0
        self.losses, self.accuracies, self.walk, self.beyond = [], [], [], False
        self.first = self.kernels.copy()

    @property
    def kernels(self):
        return np.moveaxis(self.network.layers[0].kernel[:, :, 0, :], -1, 0)

    def step(self):
        """Learn from one batch."""
        network, many = self.network, len(self._pictures)
        if self._order is None:
            self._order = network.rng.permutation(many)
        chosen = self._order[self._seen : self._seen + self._lesson.batch_size]
        wanted = self._wanted[chosen]
        if network.weights.size == 1:
            self.walk = [*self.walk[1 - STEPS :], float(network.weights[0])]
        loss = network.train_on_batch(self._pictures[chosen], wanted)
        if not math.isfinite(loss):
            self.beyond = True
            return
        self.losses.append(loss)
        if self._lesson.classes:
            hits = network.outputs.argmax(axis=1) == wanted.argmax(axis=1)
            self._hits += int(np.count_nonzero(hits))
        self._seen += len(chosen)
        if self._seen == many:
            self._end_epoch(many)

    def _end_epoch(self, many):
        if self._lesson.classes:
            held = np.nan
            if self._judge is not None:
                held = self.network.judge(*self._judge, JUDGED).accuracy
            self.accuracies.append((self._hits / many, held))
        self._order, self._seen, self._hits = None, 0, 0
