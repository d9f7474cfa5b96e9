"""How a slope becomes a step. All weights of a network lie in one line, so a step is a few sums."""

import math

import numpy as np

from cnn_course._checks import whole
from cnn_course.nn._settings import positive, share


class CosineDecay:
    """A learning rate that falls along half a wave, from `initial_learning_rate` to nothing.

    Parameters
    ----------
    initial_learning_rate : float
    decay_steps : int
        Steps (batches, not epochs) until the end; afterward the rate stays there.
    alpha : float
        The share of the first rate that is left at the end.

    Examples
    --------
    >>> CosineDecay(0.1, decay_steps=10)(5)
    0.05
    """

    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = whole(decay_steps, "decay_steps", 1)
        self.alpha = share(alpha, "alpha", 1)

    def __call__(self, step):
        turn = math.cos(math.pi * min(step / self.decay_steps, 1))
        left = (1 - self.alpha) * 0.5 * (1 + turn) + self.alpha
        return self.initial_learning_rate * left

    def config(self):
        return dict(vars(self))


class Optimizer:
    """What both optimizers share: the rate of the next step and the count of steps."""

    settings: tuple[str, ...]  # names of the arguments
    remembers: tuple[str, ...]  # names of lines of numbers beside the weights

    def __init__(self, learning_rate, weight_decay):
        is_schedule = isinstance(learning_rate, CosineDecay)
        self.learning_rate = (
            learning_rate if is_schedule else positive(learning_rate, "learning_rate")
        )
        self.weight_decay = 0.0
        if weight_decay is not None:
            self.weight_decay = share(weight_decay, "weight_decay", math.inf)
        self.iterations = 0

    def rate(self):
        """The learning rate of the next step."""
        rate = self.learning_rate
        return rate(self.iterations) if isinstance(rate, CosineDecay) else rate

    def start(self, weights):
        """Begin anew for this line of weights."""
        self.iterations = 0
        self.memory = {name: np.zeros_like(weights) for name in self.remembers}

    def step(self, weights, slopes):
        """Change `weights` in place."""
        rate = self.rate()
        if self.weight_decay:
            weights -= weights * (self.weight_decay * rate)
        self.iterations += 1
        self._step(weights, slopes, rate)

    def _step(self, weights, slopes, rate):
        raise NotImplementedError

    def config(self):
        config = {name: getattr(self, name) for name in self.settings}
        if isinstance(self.learning_rate, CosineDecay):
            config["learning_rate"] = self.learning_rate.config()
        return config


class SGD(Optimizer):
    """A step down the slope, with the speed of earlier steps added.

    Parameters
    ----------
    learning_rate : float or CosineDecay
    momentum : float
        The share of the last step that is taken again; at least 0, below 1.
    weight_decay : float, optional
        After each step weights shrink by this share of the learning rate.
    """

    settings = ("learning_rate", "momentum", "weight_decay")
    remembers = ("velocity",)

    def __init__(self, learning_rate=0.01, momentum=0.0, weight_decay=None):
        super().__init__(learning_rate, weight_decay)
        self.momentum = share(momentum, "momentum", 1)

    def _step(self, weights, slopes, rate):
        velocity = self.memory["velocity"]
        velocity *= self.momentum
        velocity -= rate * slopes
        weights += velocity


class Adam(Optimizer):
    """Steps of about the learning rate, whatever the size of the slope (Kingma and Ba 2015).

    It keeps a running mean of each slope, and one of its square; a step is the
    mean divided by the root of the square. Formula and defaults are Keras's,
    the place of `epsilon` too.

    Parameters
    ----------
    learning_rate : float or CosineDecay
    beta_1, beta_2 : float
        How much of the two running means is kept at each step.
    epsilon : float
        Added to the root, against a division by zero.
    weight_decay : float, optional
        As in :class:`SGD`.
    """

    settings = ("learning_rate", "beta_1", "beta_2", "epsilon", "weight_decay")
    remembers = ("mean", "square")

    def __init__(
        self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, weight_decay=None
    ):
        super().__init__(learning_rate, weight_decay)
        self.beta_1 = share(beta_1, "beta_1", 1)
        self.beta_2 = share(beta_2, "beta_2", 1)
        self.epsilon = positive(epsilon, "epsilon")

    def _step(self, weights, slopes, rate):
        mean, square = self.memory["mean"], self.memory["square"]
        mean += (slopes - mean) * (1 - self.beta_1)
        square += (slopes * slopes - square) * (1 - self.beta_2)
        # Both began at 0 and are too small at first; this makes up for it.
        t = self.iterations
        rate *= math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        weights -= rate * mean / (np.sqrt(square) + self.epsilon)


OPTIMIZERS = {"sgd": SGD, "adam": Adam}


def get(optimizer):
    """The optimizer of that name with its defaults; an optimizer stays as it is."""
    if isinstance(optimizer, Optimizer):
        return optimizer
    if not isinstance(optimizer, str) or optimizer not in OPTIMIZERS:
        raise ValueError(
            f"optimizer must be SGD(...), Adam(...) or one of {', '.join(OPTIMIZERS)}, "
            f"got {optimizer!r}"
        )
    return OPTIMIZERS[optimizer]()
