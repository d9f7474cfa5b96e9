"""Work that every core takes a part of."""

import contextlib
import contextvars
import os
from concurrent.futures import ThreadPoolExecutor


def on_all_cores(work, tasks):
    """Call ``work()`` on as many threads as there are cores; NumPy lets them run side by side.

    Parameters
    ----------
    work : function without arguments
        Takes its tasks from an iterator that all threads share, until none is left.
    tasks : int
        How many there are: more threads would have nothing to do.
    """
    helpers = min(os.cpu_count() or 1, tasks) - 1  # this thread works too
    if helpers < 1:
        work()
        return
    with ThreadPoolExecutor(helpers) as threads:
        calls = []
        # Where no thread can be started, as in a browser, this one does it all.
        with contextlib.suppress(RuntimeError):
            for _ in range(helpers):
                # A copy of the context: what np.errstate says holds there too.
                calls.append(threads.submit(contextvars.copy_context().run, work))
        work()
        for call in calls:
            call.result()  # raises what was raised there
