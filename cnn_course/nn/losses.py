"""How wrong a batch of answers is, as one number, and the slope of that number.

Both losses are means over the batch. Forgetting to divide makes the slope as
many times too steep as the batch has examples.
"""

import numpy as np

from cnn_course.nn._settings import share
from cnn_course.nn.activations import softmax


class MeanSquaredError:
    """The mean, over all outputs and examples, of (output - target) squared."""

    name = "mse"
    takes_scores = False

    def forward(self, outputs, targets):
        self.difference = outputs - targets  # (N, ...)
        return np.square(self.difference).mean()

    def backward(self):
        return self.difference * self.difference.dtype.type(2 / self.difference.size)

    def config(self):
        return {}


class CategoricalCrossentropy:
    """The mean of -log(probability of the true class), computed from the scores.

    Softmax and logarithm are one step here. Apart, a probability that has
    rounded to 0 has an infinite logarithm. Together, the largest score is taken
    out first, and the slope is as short as can be: probabilities minus targets.

    Parameters
    ----------
    label_smoothing : float
        This share of each target is spread evenly over all classes.
    """

    name = "categorical_crossentropy"
    takes_scores = True

    def __init__(self, label_smoothing=0.0):
        self.label_smoothing = share(label_smoothing, "label_smoothing", 1)

    def forward(self, scores, targets):
        if self.label_smoothing:
            even = self.label_smoothing / targets.shape[1]
            targets = targets * (1 - self.label_smoothing) + even
        self.targets, self.probabilities = targets, softmax(scores)
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_of_sum = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return (targets * (log_of_sum - shifted)).sum() / len(scores)

    def backward(self):
        return (self.probabilities - self.targets) / len(self.targets)

    def config(self):
        return {"label_smoothing": self.label_smoothing}


LOSSES = {loss.name: loss for loss in (MeanSquaredError, CategoricalCrossentropy)}
LOSSES["mean_squared_error"] = MeanSquaredError


def get(loss):
    """The loss of that name; a loss stays as it is."""
    if isinstance(loss, tuple(LOSSES.values())):
        return loss
    if not isinstance(loss, str) or loss not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")
    return LOSSES[loss]()
