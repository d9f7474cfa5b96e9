"""Fair turns: every contender is timed in every round, so that a slow minute hits them all."""

import time

import numpy as np

PAUSE = 0.25  # seconds


def turns(contenders, rounds, rng):
    """Time every contender once a round.

    Parameters
    ----------
    contenders : dict of str to function
        What to time. Each was called before, so that nothing is compiled here.
    rounds : int
    rng : numpy.random.Generator
        Draws a new order for each round: none always follows the same other.

    Returns
    -------
    dict of str to list of float
        Seconds, one entry a round.
    """
    seconds = {name: [] for name in contenders}
    for _ in range(rounds):
        for name in rng.permutation(list(contenders)):
            # Idle threads of the one before still wait for work, busily; let them fall asleep.
            time.sleep(PAUSE)
            seconds[name].append(timed(contenders[name]))
    return seconds


def timed(function):
    """Seconds that one call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def spread(seconds, share=1):
    """Median, quartiles and all figures, each divided by what was done, to four digits."""
    figures = np.array(seconds) / share
    low, median, high = np.percentile(figures, [25, 50, 75])
    return {
        "median": four_digits(median),
        "quartiles": [four_digits(low), four_digits(high)],
        "all": [four_digits(figure) for figure in figures],
    }


def four_digits(number):
    return float(f"{number:.4g}")


def geometric_mean(ratios):
    return four_digits(np.exp(np.mean(np.log(ratios))))
