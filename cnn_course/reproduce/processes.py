"""Several runs at once, each in a process with its own library and its own pictures."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed

from cnn_course.reproduce import experiment
from cnn_course.reproduce.record import environment

_ready = {}  # in each process: the variants by name


def at_once(name, settings, jobs):
    """A way to measure, for `runs.run`: so many runs of an experiment at a time.

    Parameters
    ----------
    name : str
        The experiment's.
    settings : Settings
    jobs : int

    Returns
    -------
    function
        Of a list of (variant, seed); yields (variant, seed, what was measured, where and
        with what), in the order in which they are done.
    """

    def measured(todo):
        # Forked, a process would share the threads of a library that is at work.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(jobs, context, _make_ready, (name, settings))
        try:
            asked = {pool.submit(_measure, *run): run for run in todo}
            for done in as_completed(asked):
                yield *asked[done], *done.result()
        finally:
            pool.shutdown(cancel_futures=True)

    return measured


def _make_ready(name, settings):
    _ready.update(experiment.load(name).made_ready(settings)[0])


def _measure(variant, seed):
    """What was measured, and this process's environment: Keras may be in use here alone."""
    return _ready[variant](seed), environment()
