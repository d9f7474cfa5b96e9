"""CNNs by hand: the package behind the course.

Everything here needs NumPy alone. ``import cnn_course`` loads no TensorFlow,
no Keras and no matplotlib; the data, the figures and the exercises are
imported by name when a chapter wants them.
"""

import sys

try:
    from cnn_course import kernels
    from cnn_course.convolution import conv2d, pad, slide_1d, slide_2d
    from cnn_course.pooling import pool2d, slide_pool
    from cnn_course.shapes import (
        multiplication_count,
        output_size,
        output_size_transpose,
        padding_amounts,
        parameter_count,
        receptive_field,
        visit_counts,
    )
    from cnn_course.transposed import conv2d_transpose, stamp_2d
except Exception:
    # Without NumPy, say. `python -m cnn_course.doctor` finds out what is wrong: it must start.
    if not any(word.startswith("cnn_course.doctor") for word in sys.orig_argv):
        raise

__version__ = "0.1.0"

__all__ = [
    "conv2d",
    "conv2d_transpose",
    "kernels",
    "multiplication_count",
    "output_size",
    "output_size_transpose",
    "pad",
    "padding_amounts",
    "parameter_count",
    "pool2d",
    "receptive_field",
    "slide_1d",
    "slide_2d",
    "slide_pool",
    "stamp_2d",
    "visit_counts",
]
