"""A network that learns while the reader watches and sets how; Python computes."""

import math
import time

import numpy as np
import traitlets

from cnn_course._checks import whole
from cnn_course.explorables.facts import (
    BEYOND,
    DRAWN_MOST,
    DRAWN_SIDE,
    INITIALS,
    LARGEST,
    MOST_LEARNERS,
    OPTIMIZERS,
    PACES,
    PADDINGS,
)
from cnn_course.explorables.figure import Checked, Figure, Refused, ordinary, table, written
from cnn_course.explorables.training_data import (
    class_count,
    from_0_to_1,
    held_out_pair,
    kernel_between,
    only_for_labels,
    pictures,
    same_number,
    targets,
)
from cnn_course.nn import Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, Softmax
from cnn_course.nn.optimizers import OPTIMIZERS as CLASSES
from cnn_course.nn.training import JUDGED

ANSWER = 0.1  # seconds of learning for one answer to the page
POINTS = 150  # of a curve; more would not be seen
STEPS = 60  # of a single weight's walk that are shown
EQUAL = 0.1  # every weight, where all begin equal
SIDE = 3  # of the kernels that look at digits
WHERE = "It learns where Python runs: in the notebook, or on the page with JavaScript."


class Training(Figure):
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

    # What the reader sets.
    rate = Checked().tag(sync=True)
    filters = Checked().tag(sync=True)
    padding = Checked("same").tag(sync=True)
    initial = Checked(0).tag(sync=True)
    optimizer = Checked("adam").tag(sync=True)
    pace = Checked("steady").tag(sync=True)
    # What the page asks for: so many steps in all, a new start, an answer to a drawing.
    asked = Checked(0).tag(sync=True)
    starts = Checked(0).tag(sync=True)
    drawn = traitlets.Any(None, allow_none=True).tag(sync=True)
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
    pad = traitlets.Bool(False).tag(sync=True)
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
        self.network = None
        self._x, self._y = pictures(x, "x"), targets(y)
        labels = self._y.ndim == 1
        same_number(self._x, self._y)
        self._loss, self._kernel = loss, (SIDE, SIDE)
        if labels:
            classes = class_count(self._y, "y")
            from_0_to_1(self._x, "x")
            filters = 8 if filters is None else filters
        else:
            only_for_labels(held_out=held_out, padding=padding, optimizer=optimizer)
            self._kernel = kernel_between(self._x, self._y)
            if filters not in (None, self._y.shape[-1]):
                raise ValueError(
                    f"y has {self._y.shape[-1]} channels, one for each filter, got filters "
                    f"{filters!r}; leave filters out"
                )
            classes, filters, padding, optimizer = 0, self._y.shape[-1], "valid", "sgd"
        self._held_out = None if held_out is None else held_out_pair(held_out, self._x, classes)
        size = (16 if labels else len(self._x)) if batch_size is None else batch_size
        self._size = min(whole(size, "batch_size", 1), len(self._x))
        super().__init__(
            rate=rate,
            filters=filters,
            padding="same" if padding is None else padding,
            initial=initial,
            optimizer="adam" if optimizer is None else optimizer,
            pace=pace,
            kind="labels" if labels else "pictures",
            classes=classes,
            per_epoch=-(-len(self._x) // self._size),
            pad=labels and self._x.shape[1:3] == (DRAWN_SIDE, DRAWN_SIDE),
        )
        self._begin()

    @traitlets.validate("rate")
    def _check_rate(self, proposal):
        rate = proposal["value"]
        if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 0 < rate <= LARGEST:
            raise Refused(f"rate must be a number above 0, at most {LARGEST}, got {rate!r}")
        return float(rate)

    @traitlets.validate("filters")
    def _check_filters(self, proposal):
        filters = _refusing(whole, proposal["value"], "filters", 1)
        if filters > MOST_LEARNERS:
            raise Refused(f"filters must be at most {MOST_LEARNERS} in this figure, got {filters}")
        if self.network is not None:
            self._settled("filters", filters)
        return filters

    @traitlets.validate("padding", "optimizer", "pace")
    def _check_choice(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        known = {"padding": PADDINGS, "optimizer": tuple(OPTIMIZERS), "pace": tuple(PACES)}[name]
        if not isinstance(value, str) or value not in known:
            names = " or ".join(f'"{one}"' for one in known)
            raise Refused(f"{name} must be {names} in this figure, got {value!r}")
        if self.network is not None and name != "pace":
            self._settled(name, value)
        return value

    def _settled(self, name, value):
        """Refuse what would make another network of one that learns pictures."""
        if self.kind == "pictures" and value != getattr(self, name):
            raise Refused(f"{name} follows from y where pictures are learned; it stays as it is")
        if name == "padding":
            _refusing(self._network, self.filters, value)

    @traitlets.validate("initial")
    def _check_initial(self, proposal):
        value = proposal["value"]
        if isinstance(value, str):
            if value not in INITIALS:
                names = " or ".join(f'"{one}"' for one in INITIALS)
                raise Refused(f"initial must be a seed such as 0, or {names}, got {value!r}")
            return value
        return _refusing(whole, value, "initial", 0)

    @traitlets.validate("asked", "starts")
    def _check_count(self, proposal):
        return _refusing(whole, proposal["value"], proposal["trait"].name, 0)

    @traitlets.validate("drawn")
    def _check_drawn(self, proposal):
        value = proposal["value"]
        if value is None:
            return None
        if not self.pad:
            raise Refused(
                f"drawn is for networks that learn labels of {DRAWN_SIDE} by {DRAWN_SIDE} pixels"
            )
        picture = _refusing(ordinary, value, "drawn", {2: f"({DRAWN_SIDE}, {DRAWN_SIDE})"})
        if picture.shape != (DRAWN_SIDE, DRAWN_SIDE):
            raise Refused(f"drawn must have shape (8, 8), got shape {picture.shape}")
        if picture.min() < 0 or picture.max() > DRAWN_MOST:
            raise Refused(
                f"drawn must lie between 0 and {DRAWN_MOST}, got {picture.min()} to {picture.max()}"
            )
        return picture.tolist()

    @traitlets.observe("filters", "padding", "initial", "optimizer", "starts")
    def _start_again(self, change):
        if self.network is not None:
            self._begin()

    @traitlets.observe("rate")
    def _change_rate(self, change):
        if self.network is not None:
            self.network.optimizer.learning_rate = change["new"]

    @traitlets.observe("asked")
    def _answer(self, change):
        if change["new"] > self.done:
            self._learn(change["new"], ANSWER)

    @traitlets.observe("drawn")
    def _read(self, change):
        self.probabilities = self._probabilities()

    def _network(self, filters, padding):
        seed = self.initial if isinstance(self.initial, int) else 0
        if self.classes:
            layers = [Conv2D(filters, SIDE, padding=padding), ReLU(), MaxPool2D(2)]
            layers += [Flatten(), Dense(self.classes), Softmax()]
        else:
            layers = [Conv2D(filters, self._kernel, padding=padding, use_bias=False)]
        network = Network(layers, self._x.shape[1:], rng=np.random.default_rng(seed))
        if isinstance(self.initial, str):
            value = 0.0 if self.initial == "zeros" else EQUAL
            network.set_weights(
                [np.full_like(w, value if w.ndim > 1 else 0) for w in network.get_weights()]
            )
        network.compile(CLASSES[self.optimizer](self.rate), self._loss)
        return network

    def _begin(self):
        """A new network with the settings of now."""
        self.network = network = self._network(self.filters, self.padding)
        self._pictures, self._wanted = network.checked(self._x, self._y)
        self._judge = None if self._held_out is None else network.checked(*self._held_out)
        self._order, self._seen, self._hits = None, 0, 0
        self._losses, self._accuracies, self._walk = [], [], []
        self.first = self.kernels.copy()
        with self.hold_sync():
            self.asked, self.problem, self.begun = 0, "", self.starts
            self.bowl = self._bowl()
            self.began = _rounded(self.first)
            self._publish()

    def train(self, steps=1):
        """Learn from `steps` more batches, however long it takes."""
        self._learn(self.done + whole(steps, "steps", 1), math.inf)

    def _learn(self, until, seconds):
        end = time.perf_counter() + seconds
        with np.errstate(all="ignore"):  # what is too large is said in `problem`
            while len(self._losses) < until and not self.problem:
                self._step()
                if time.perf_counter() >= end:
                    break
        with self.hold_sync():
            self._publish()

    def _step(self):
        """One batch, as `Network.fit` takes it."""
        network, many = self.network, len(self._pictures)
        if self._order is None:
            self._order = network.rng.permutation(many)
        chosen = self._order[self._seen : self._seen + self._size]
        wanted = self._wanted[chosen]
        if self.bowl:
            self._walk = [*self._walk[1 - STEPS :], float(network.weights[0])]
        loss = network.train_on_batch(self._pictures[chosen], wanted)
        if not math.isfinite(loss):
            self.problem = BEYOND
            return
        self._losses.append(loss)
        if self.classes:
            hits = network.outputs.argmax(axis=1) == wanted.argmax(axis=1)
            self._hits += int(np.count_nonzero(hits))
        self._seen += len(chosen)
        if self._seen == many:
            if self.classes:
                held = np.nan
                if self._judge is not None:
                    held = network.judge(*self._judge, JUDGED).accuracy
                self._accuracies.append((self._hits / many, held))
            self._order, self._seen, self._hits = None, 0, 0

    def _publish(self):
        """Put what the page shows into the traits."""
        if np.isfinite(self.network.weights).all():
            self.shown = _rounded(self.kernels)
            if self.bowl:
                self.walk = [*self._walk, float(self.network.weights[0])]
        self.curve = _thinned(self._losses)
        self.judged = [[one if one == one else None for one in pair] for pair in self._accuracies]
        self.probabilities = self._probabilities()
        self.done = len(self._losses)

    def _bowl(self):
        """Of a single weight: how wide its bowl is, where it is lowest, and how low."""
        if self.network.weights.size > 1:
            return []
        x, y = (np.asarray(part, float).ravel() for part in (self._x, self._y))
        square, best = np.mean(x * x), np.mean(x * y) / max(np.mean(x * x), 1e-30)
        return [float(square), float(best), float(np.mean((best * x - y) ** 2))]

    def _probabilities(self):
        """What the network makes of the drawing; None where there is none."""
        if self.drawn is None or not np.any(self.drawn):
            return None
        picture = np.asarray(self.drawn, self.network.dtype)[None, :, :, None] / DRAWN_MOST
        with np.errstate(all="ignore"):
            found = self.network.forward(picture)[0]
        return [float(f"{share:.5g}") for share in found] if np.isfinite(found).all() else None

    @property
    def kernels(self):
        return np.moveaxis(self.network.layers[0].kernel[:, :, 0, :], -1, 0)

    @property
    def losses(self):
        return np.array(self._losses)

    @property
    def accuracies(self):
        return np.array(self._accuracies, float).reshape(-1, 2)

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


def _refusing(check, *values):
    try:
        return check(*values)
    except (TypeError, ValueError) as problem:
        raise Refused(str(problem)) from None


def _rounded(kernels):
    """Nested lists, five digits a number: what a page shows of it, and no more."""
    flat = np.array([float(f"{value:.5g}") for value in kernels.ravel()])
    return flat.reshape(kernels.shape).tolist()


def _thinned(losses):
    """At most `POINTS` pairs: the middle of some steps, counted from 0, and their mean loss.

    Examples
    --------
    >>> _thinned([3.0, 1.0])
    [[0.0, 3.0], [1.0, 1.0]]
    """
    width = 1
    while -(-len(losses) // width) > POINTS:
        width *= 2
    parts = [(at, losses[at : at + width]) for at in range(0, len(losses), width)]
    return [[at + (len(part) - 1) / 2, float(f"{np.mean(part):.4g}")] for at, part in parts]
