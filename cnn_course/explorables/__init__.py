"""Interactive figures: alive in the built book without a kernel, two-way in JupyterLab.

Each is one Python class and one plain JavaScript module in ``js``, which compute the same.
"""

from cnn_course.explorables.convolution import Convolution
from cnn_course.explorables.digit_reader import DigitReader
from cnn_course.explorables.pooling import Pooling
from cnn_course.explorables.presets import presets
from cnn_course.explorables.question import QuestionField
from cnn_course.explorables.receptive_field import ReceptiveField
from cnn_course.explorables.sliding_template import SlidingTemplate
from cnn_course.explorables.training import Training
from cnn_course.explorables.transposed_convolution import TransposedConvolution

__all__ = [
    "Convolution",
    "DigitReader",
    "Pooling",
    "QuestionField",
    "ReceptiveField",
    "SlidingTemplate",
    "Training",
    "TransposedConvolution",
    "presets",
]

Question = QuestionField  # its first name, which a reader's notebook may still use
