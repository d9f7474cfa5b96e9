"""Write a number only as far as every processor agrees about it.

Each processor adds many floats in an order of its own, and every order rounds a
little differently. Mostly nobody sees it: 0.31499999999999 and 0.31500000000001 are
the same number for all that a page needs. But with two decimals they are written
0.31 and 0.32. A number that stands so near to the edge between two ways of being
written is not written as one of them.
"""

import re

import numpy as np

# A format specification with a number of digits: "alignment, width, .digits, kind".
SIGNS = r"(?:.?[<>=^])?[-+ ]?"
DIGITS = re.compile(rf"(?P<signs>{SIGNS})(?P<rest>0?\d*[,_]?\.\d+[eEfFgG%])")
A_SUM = 1e-9  # how far a sum may be off, as a share of its size
BETWEEN = "–"  # from the one way of being written to the other


class Safe:
    """A number, or an array of them, that shows no digit which may differ elsewhere."""

    def __init__(self, value, within):
        self.value, self.within = value, within

    def __format__(self, digits):
        parts = DIGITS.fullmatch(digits)
        if not parts:
            raise ValueError(
                f"a safe number must be told how many digits to show, got the format {digits!r}; "
                'write for instance f"{safe(x):.2f}"'
            )
        # The "z" writes what is rounded to zero without a sign.
        digits = f"{parts['signs']}z{parts['rest']}"
        if self.value.ndim == 0:
            return self._written(self.value, digits)
        each = {"all": lambda value: self._written(value, digits)}
        return np.array2string(self.value, formatter=each)

    def _written(self, value, digits):
        low, high = (format(float(value + off), digits) for off in (-self.within, self.within))
        return low if low == high else f"{low.strip()}{BETWEEN}{high.strip()}"

    def __repr__(self):
        return 'a safe number; write it with its digits, as in f"{safe(x):.2f}"'

    def __str__(self):
        return format(self)


def safe(value, within=None):
    """Mark a number that was summed, solved or trained, to be written with safe digits only.

    Where the number lies so near to the edge between two roundings that another
    processor might write the other one, both are written, with a dash between them.

    Parameters
    ----------
    value : float or array_like of float
    within : float, optional
        How far the value may be off, in its own unit. Left out, it is a billionth of the
        value (of the largest one, in an array), which is plenty for a sum. What was
        trained, or comes from 32-bit numbers, may be off by more. For a count that no
        rounding moves it is 0.

    Returns
    -------
    Safe
        To be formatted with a number of digits: ``f"{safe(x):.2f}"``.

    Raises
    ------
    TypeError, ValueError
        For anything but real numbers, and a distance that is negative or not finite.

    Examples
    --------
    >>> f"{safe(2 / 3):.2f}"
    '0.67'
    >>> f"{safe(0.915, within=0.01):.0%}"
    '90%–92%'
    >>> f"{safe(0.915, within=0.01):.1f}"
    '0.9'
    """
    value = _real(value, "value")
    if within is None:
        within = A_SUM * np.max(np.abs(value[np.isfinite(value)]), initial=0)
    within = _real(within, "within")
    if within.ndim or not 0 <= within < np.inf:
        raise ValueError(
            f"within must be one distance, zero or more, got {within}; write for instance 0.001"
        )
    return Safe(value, float(within))


def _real(value, name):
    """An array of real numbers, of any shape."""
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise TypeError(
            f"{name} must be a real number or an array of them, got {value!r}; "
            "take the number out of it first"
        )
    return array
