"""A network that learns while the reader watches and sets how; Python computes."""

import math
import time

import numpy as np
import traitlets

from cnn_course._checks import whole
from cnn_course.explorables.facts import BEYOND, DRAWN_SIDE, INITIALS
from cnn_course.explorables.figure import Refused, refusing, table, written
from cnn_course.explorables.training_data import lesson_and_settings
from cnn_course.explorables.training_learner import Learner, network_for
from cnn_course.explorables.training_settings import Settings
from cnn_course.explorables.training_shown import bowl_of, reading, rounded, thinned

ANSWER = 0.1  # seconds of learning for one answer to the page
WHERE = "It learns where Python runs: in the notebook, or on the page with JavaScript."


class Training(Settings):
    """Let a small network learn step by step, and hold its settings in hand.

    Labels make a network that tells classes apart: one convolution of 3 by 3, ReLU, max
    pooling, a dense layer. Pictures make one convolution alone, with a kernel of the size
    that turns `x` into pictures of the size of `y`, without bias.

    Parameters
    ----------
    x : array_like, (N, H, W, 1)
        For labels, pixels from 0 to 1. Digits of 8 by 8 get a paper to draw on.
    y : array_like, (N,) or (N, h, w, filters)
        Labels from 0 to 9, or pictures.
    held_out : (x, y), optional
        Digits that are judged after each epoch, and not learned from. For labels alone.
    rate : float
        The learning rate. It may be changed while the network learns.
    filters : int, optional
        1 to 16, 8 unless given. Pictures have one for each channel of `y`.
    padding : "same" or "valid"
        For labels; pictures are learned with "valid".
    initial : int, "zeros" or "equal"
        Seed of the first weights and of the order of the pictures; or all weights 0, or all
        0.1, with biases of 0, and the order of seed 0.
    optimizer : "adam" or "sgd"
        For labels; pictures are learned with "sgd".
    batch_size : int, optional
        Pictures a step; 16 for labels, else all.
    loss : "mse" or "categorical_crossentropy"
    pace : "slow", "steady" or "fast"
        How the page plays at first.

    Attributes
    ----------
    network : Network
        The one that learns: the figure's own, as it is now.
    losses : ndarray, (done,)
        The loss of each step's pictures, before the step.
    accuracies : ndarray, (epochs, 2)
        After each epoch the share of right answers: on the way through the epoch, and of the
        held-out digits (NaN without them). As the history of `Network.fit`.
    kernels, first : ndarray, (filters, kh, kw)
        As they are, and as they began.
    done : int
        Steps.

    Raises
    ------
    TypeError, ValueError
        For what does not fit. A setting that is refused changes nothing.

    Examples
    --------
    One pixel of 3, one weight, and the answer that is wanted is 6:

    >>> figure = Training([[[[3]]]], [[[[6]]]], rate=0.05, initial="zeros")
    >>> figure.train(1)
    >>> figure.losses.tolist(), round(float(figure.kernels[0, 0, 0]), 3)
    ([36.0], 1.8)
    """

    module = "training.js"

    # What the page is told.
    kind = traitlets.Unicode("labels").tag(sync=True)
    per_epoch = traitlets.Int(1).tag(sync=True)
    begun = traitlets.Int(0).tag(sync=True)  # the last of `starts` that was heard
    done = traitlets.Int(0).tag(sync=True)
    curve = traitlets.List().tag(sync=True)
    judged = traitlets.List().tag(sync=True)
    shown = traitlets.List().tag(sync=True)
    began = traitlets.List().tag(sync=True)
    bowl = traitlets.List().tag(sync=True)
    walk = traitlets.List().tag(sync=True)
    classes = traitlets.Int(0).tag(sync=True)
    probabilities = traitlets.Any(None, allow_none=True).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        x,
        y,
        held_out=None,
        rate=0.01,
        filters=None,
        padding=None,
        initial=0,
        optimizer=None,
        batch_size=None,
        loss="mse",
        pace="steady",
    ):
        self._learner, self._loss = None, loss
        self._lesson, settings = lesson_and_settings(
            x, y, held_out, batch_size, filters, padding, optimizer
        )
        x, classes = self._lesson.x, self._lesson.classes
        super().__init__(
            rate=rate,
            initial=initial,
            pace=pace,
            kind="labels" if classes else "pictures",
            classes=classes,
            per_epoch=-(-len(x) // self._lesson.batch_size),
            pad=bool(classes) and x.shape[1:3] == (DRAWN_SIDE, DRAWN_SIDE),
            **settings,
        )
        self._begin()

    def settled(self, name, value):
        """Refuse what would make another network of one that learns pictures."""
        if self._learner is None:
            return
        if self.kind == "pictures" and value != getattr(self, name):
            raise Refused(f"{name} follows from y where pictures are learned; it stays as it is")
        if name == "padding":
            refusing(self._network, self.filters, value)

    @traitlets.observe("filters", "padding", "initial", "optimizer", "starts")
    def _start_again(self, change):
        if self._learner is not None:
            self._begin()

    @traitlets.observe("rate")
    def _change_rate(self, change):
        if self._learner is not None:
            self.network.optimizer.learning_rate = change["new"]

    @traitlets.observe("asked")
    def _answer(self, change):
        if change["new"] > self.done:
            self._learn(change["new"], ANSWER)

    @traitlets.observe("drawn")
    def _read(self, change):
        self.probabilities = reading(self.network, self.drawn)

    def _network(self, filters, padding):
        return network_for(
            self._lesson, filters, padding, self.initial, self.optimizer, self.rate, self._loss
        )

    def _begin(self):
        """A new network with the settings of now."""
        self._learner = Learner(self._network(self.filters, self.padding), self._lesson)
        with self.hold_sync():
            self.asked, self.begun = 0, self.starts
            self.bowl = bowl_of(self.network, self._lesson)
            self.began = rounded(self.first)
            self._publish()

    def train(self, steps=1):
        """Learn from `steps` more batches, however long it takes."""
        self._learn(self.done + whole(steps, "steps", 1), math.inf)

    def _learn(self, until, seconds):
        learner, end = self._learner, time.perf_counter() + seconds
        with np.errstate(all="ignore"):  # what is too large is said in `problem`
            while len(learner.losses) < until and not learner.beyond:
                learner.step()
                if time.perf_counter() >= end:
                    break
        with self.hold_sync():
            self._publish()

    def _publish(self):
        """Put what the page shows into the traits."""
        learner = self._learner
        if np.isfinite(self.network.weights).all():
            self.shown = rounded(self.kernels)
            if self.bowl:
                self.walk = [*learner.walk, float(self.network.weights[0])]
        self.curve = thinned(learner.losses)
        self.judged = [[None if np.isnan(s) else s for s in pair] for pair in learner.accuracies]
        self.probabilities = reading(self.network, self.drawn)
        self.problem = BEYOND if learner.beyond else ""
        self.done = len(learner.losses)

    @property
    def network(self):
        return self._learner.network

    @property
    def kernels(self):
        return self._learner.kernels

    @property
    def first(self):
        return self._learner.first

    @property
    def losses(self):
        return np.array(self._learner.losses)

    @property
    def accuracies(self):
        return np.array(self._learner.accuracies, float).reshape(-1, 2)

    def still(self):
        """The network as it stands, and its kernels."""
        beginning = INITIALS.get(self.initial, f"random, from seed {self.initial}")
        count = self.network.weights.size
        text = (
            f"A network of {count} {'weight' if count == 1 else 'weights'}, "
            f"learning rate {written(self.rate)}. At first: {beginning}. "
        )
        if self.done:
            text += f"{self.done} steps are done; the loss is {written(self.losses[-1])}. "
        rows = np.array(self.shown).reshape(len(self.shown), -1)
        return f"<p>{text}{WHERE}</p>{table(rows, 'Kernels, one in each row')}"
