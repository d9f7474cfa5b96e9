"""How far an axis reaches, and where its ticks are: what Matplotlib decides for itself."""

import math
from dataclasses import dataclass

import numpy as np

MARGIN = 0.05  # of the axis, beyond the first and the last point
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def reach(values, log):
    """The lowest and the highest number of an axis, as Matplotlib chooses them.

    A number without a logarithm does not count on a logarithmic axis.
    """
    values = values[values > 0] if log else values
    if log:
        low, high = (values.min(), values.max()) if values.size else (1, 10)
        if low == high:
            down, up = math.floor(math.log10(low)), math.ceil(math.log10(high))
            low = 10.0 ** (down - 1 if 10.0**down == low else down)
            high = 10.0 ** (up + 1 if 10.0**up == high else up)
        low, high = np.log10([low, high])
        margin = MARGIN * (high - low)
        return float(10 ** (low - margin)), float(10 ** (high + margin))
    low, high = apart(values.min(), values.max()) if values.size else (-MARGIN, MARGIN)
    margin = MARGIN * (high - low)
    return low - margin, high + margin


def apart(low, high):
    """Two ends of a linear axis; around a single number where they would be the same."""
    low, high = float(low), float(high)
    largest = max(abs(low), abs(high))
    if largest < 1e-280:
        return -MARGIN, MARGIN
    if abs(high - low) <= largest * 1e-15:
        return low - MARGIN * abs(low), high + MARGIN * abs(high)
    return low, high


@dataclass(frozen=True)
class Axis:
    """Numbers from `low` to `high` along a line of `length` pixels. `low` may be the larger."""

    low: float
    high: float
    length: float
    log: bool = False

    def place(self, values):
        """Pixels from the end where `low` is; far outside for numbers without a logarithm."""
        values, low, high = np.asarray(values, float), self.low, self.high
        if self.log:
            low, high = math.log10(low), math.log10(high)
            values = np.log10(np.where(values <= 0, 1e-300, values))
        # Far outside is far enough: viewers lose their precision with longer numbers.
        return np.clip((values - low) / (high - low) * self.length, -1e6, 1e6)

    def ticks(self, most):
        """At most so many numbers inside the axis, and at least two; and what is written there."""
        low, high = sorted((self.low, self.high))
        return _log_ticks(low, high, most) if self.log else _linear_ticks(low, high, most)

    def small_ticks(self):
        """2 to 9 between the powers of ten, where there is room for them."""
        low, high = sorted((self.low, self.high))
        if not self.log or high / low > 1e7:
            return []
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)))
        return [m * 10.0**p for p in powers for m in range(2, 10) if low <= m * 10.0**p <= high]


def _linear_ticks(low, high, most):
    power = math.floor(math.log10((high - low) / most)) - 1
    steps = ((m, p) for p in range(power, power + 4) for m in (1, 2, 5))
    for factor, power in steps:
        step = factor * 10.0**power
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    ticks = [min(max(n * step, low), high) for n in range(first, last + 1)]
    largest = max(abs(tick) for tick in ticks)
    if largest >= 1e6 or power < -5:
        digits = max(0, math.floor(math.log10(largest)) - power)
        return [(tick, _scientific(tick, digits)) for tick in ticks]
    return [(tick, _signed(f"{tick + 0.0:.{max(0, -power)}f}")) for tick in ticks]


def _log_ticks(low, high, most):
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last > first:
        stride = math.ceil((last - first + 1) / most)
        powers = [power for power in range(first, last + 1) if power % stride == 0]
        return [(10.0**power, "10" + f"{power}".translate(SUPERSCRIPTS)) for power in powers]
    pairs = [(m, p) for p in (first - 1, first, last) for m in (1, 2, 5)]
    inside = sorted(
        {(m * 10.0**p, f"{m * 10.0**p:g}") for m, p in pairs if low <= m * 10.0**p <= high}
    )
    return inside if len(inside) > 1 else _linear_ticks(low, high, most)


def _scientific(value, digits):
    """As 1.5×10⁷."""
    if value == 0:
        return "0"
    factor, _, power = f"{value:.{digits}e}".partition("e")
    return _signed(factor) + "×10" + f"{int(power)}".translate(SUPERSCRIPTS)


def _signed(text):
    return text.replace("-", "−")
