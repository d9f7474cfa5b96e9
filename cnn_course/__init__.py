"""CNNs by hand: the package behind the course.

Everything here needs NumPy alone. ``import cnn_course`` loads no TensorFlow,
no Keras and no matplotlib; the data, the figures and the exercises are
imported by name when a chapter wants them.
"""

from cnn_course import kernels
from cnn_course.convolution import conv2d, pad, slide_1d, slide_2d
from cnn_course.pooling import pool2d, slide_pool
from cnn_course.shapes import (
    output_size,
    padding_amounts,
    parameter_count,
    receptive_field,
    visit_counts,
)

__version__ = "0.1.0"

__all__ = [
    "conv2d",
    "kernels",
    "output_size",
    "pad",
    "padding_amounts",
    "parameter_count",
    "pool2d",
    "receptive_field",
    "slide_1d",
    "slide_2d",
    "slide_pool",
    "visit_counts",
]
