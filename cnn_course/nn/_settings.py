"""Refusing settings that no step can use."""

import math

import numpy as np


def _number(value, name):
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)):
        raise TypeError(f"{name} must be a number, got {value!r}")
    return float(value)


def positive(value, name):
    if not 0 < _number(value, name) < math.inf:
        raise ValueError(f"{name} must be above 0, got {value!r}")
    return float(value)


def share(value, name, below):
    if not 0 <= _number(value, name) < below:
        raise ValueError(f"{name} must be at least 0 and below {below}, got {value!r}")
    return float(value)
