"""A figure to draw a digit in, read by the course's own network in the page itself."""

import numpy as np
import traitlets

from cnn_course.explorables import digit_weights, modules
from cnn_course.explorables.facts import SIDE
from cnn_course.explorables.figure import Figure, Numbers

DIGITS = 10
SHADES = " \u2591\u2592\u2593\u2588"


class DigitReader(Figure):
    """Draw a digit, and see every map of the network that reads it.

    Parameters
    ----------
    picture : array_like, (28, 28), optional
        0 (black) to 255 (white), as MNIST's digits are. What the network gets: a drawing
        in the page comes back here, centered and scaled. Without one the paper is empty.
    probabilities : array_like, (10,), optional
        What the network answers: computed in the page. All zero where nothing is drawn.

    Raises
    ------
    ValueError, TypeError
        For another shape, or numbers outside their range. The figure keeps what it had.

    Examples
    --------
    >>> reader = DigitReader()
    >>> reader.picture.shape, int(reader.picture.sum())
    ((28, 28), 0)
    """

    module = "digit_reader.js"
    picture = Numbers({2: "(28, 28)"})
    probabilities = Numbers({1: "(10,)"})
    weights = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, picture=None, probabilities=None):
        super().__init__(
            picture=np.zeros((SIDE, SIDE), int) if picture is None else picture,
            probabilities=np.zeros(DIGITS) if probabilities is None else probabilities,
        )

    @traitlets.default("weights")
    def _weights(self):
        return digit_weights.packed()

    @traitlets.validate("picture")
    def _check_picture(self, proposal):
        return _within(proposal["value"], "picture", (SIDE, SIDE), 255)

    @traitlets.validate("probabilities")
    def _check_probabilities(self, proposal):
        return _within(proposal["value"], "probabilities", (DIGITS,), 1)

    def state(self):
        """What a page needs to begin with; the weights come to it as a script, once."""
        values = super().state()
        del values["weights"]
        return values

    def still(self):
        """The picture in characters, and the answer in words."""
        if not self.picture.any():
            return (
                "<p>Here a digit can be drawn, and the course's network reads it while it is "
                "drawn. That needs JavaScript.</p>"
            )
        rows = (self.picture * (len(SHADES) - 1) / 255).round().astype(int)
        lines = "\n".join("".join(SHADES[value] * 2 for value in row) for row in rows)
        return (
            f'<pre class="cnn-pixels" role="img" aria-label="A picture of {SIDE} by {SIDE} '
            f'pixels, in characters">\n{lines}\n</pre>\n<p>{self._answer()}</p>'
        )

    def _answer(self):
        if not self.probabilities.any():
            return "The network reads this picture in the page; that needs JavaScript."
        digit = int(self.probabilities.argmax())
        sure = 100 * self.probabilities[digit]
        # 100 would claim more than a network can know.
        return f"The network reads a {digit}, and is {min(sure, 99.9):.1f} % sure."


def page_data(body):
    """The scripts with data that a page's figures need, to be loaded before the figures.

    Parameters
    ----------
    body : str
        The page's HTML.

    Returns
    -------
    dict of str
        File names and their texts; empty for a page without a digit reader.

    Examples
    --------
    >>> page_data("<p>no figure here</p>")
    {}
    """
    if DigitReader.module not in modules.figures_on(body):
        return {}
    return {digit_weights.SCRIPT: digit_weights.script()}


def _within(array, name, shape, most):
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")
    if array.min() < 0 or array.max() > most:
        raise ValueError(
            f"{name} must lie between 0 and {most}, got {array.min():g} to {array.max():g}"
        )
    return array
