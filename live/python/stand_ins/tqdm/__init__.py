"""tqdm's bar, as far as the course needs it: the page draws it."""

import itertools
import time

from kernel import channel

numbers = itertools.count(1)


SILENT = 2.0  # seconds


class tqdm:
    """Counts, and tells the page ten times a second how far it is.

    The page shows it under the cell and not among what the cell puts out. So where a cell
    asks for silence, the reader still sees how far it is, once it takes long.
    """

    def __init__(self, iterable=None, desc="", total=None, initial=0, unit="it", disable=False,
                 delay=0, leave=True, **options):  # fmt: skip
        self.iterable, self.desc, self.n, self.unit = iterable, desc or "", initial, unit
        self.total = len(iterable) if total is None and hasattr(iterable, "__len__") else total
        self.leave, self.name, self.ended = leave, next(numbers), False
        self.postfix, self.told = "", False
        self.said = self.begun = time.monotonic()
        self.delay = max(delay, SILENT if disable else 0)
        self._say()

    def update(self, n=1):
        self.n += n
        if time.monotonic() - self.said > 0.1:
            self._say()

    def set_postfix(self, values=None, refresh=True, **more):
        both = {**(values or {}), **more}
        self.postfix = ", ".join(f"{name}={value}" for name, value in both.items())

    def close(self):
        if self.told and not self.ended:
            self._say(ended=True)
        self.ended = True

    def _say(self, ended=False):
        self.said = time.monotonic()
        if self.said - self.begun < self.delay and not ended:
            return
        self.told = True
        channel.send({
            "kind": "bar", "bar": self.name, "title": self.desc, "done": self.n,
            "total": self.total, "unit": self.unit, "more": self.postfix, "ended": ended,
        })  # fmt: skip

    def __iter__(self):
        with self:
            for one in self.iterable:
                yield one
                self.update()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()
