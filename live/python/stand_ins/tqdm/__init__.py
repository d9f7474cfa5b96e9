"""tqdm's bar, as far as the course needs it: the page draws it."""

import itertools
import time

from kernel import channel

numbers = itertools.count(1)


class tqdm:
    """Counts, and tells the page ten times a second how far it is."""

    def __init__(self, iterable=None, desc="", total=None, initial=0, unit="it", disable=False,
                 delay=0, leave=True, **options):  # fmt: skip
        self.iterable, self.desc, self.n, self.unit = iterable, desc or "", initial, unit
        self.total = len(iterable) if total is None and hasattr(iterable, "__len__") else total
        self.disable, self.leave, self.name = bool(disable), leave, next(numbers)
        self.postfix, self.begun, self.said = "", time.monotonic() + delay, 0.0
        self._say()

    def update(self, n=1):
        self.n += n
        if time.monotonic() - self.said > 0.1:
            self._say()

    def set_postfix(self, values=None, refresh=True, **more):
        both = {**(values or {}), **more}
        self.postfix = ", ".join(f"{name}={value}" for name, value in both.items())

    def close(self):
        if not self.disable:
            self._say(done=True)
            self.disable = True

    def _say(self, done=False):
        now = time.monotonic()
        if self.disable or now < self.begun:
            return
        self.said = now
        channel.send({
            "kind": "bar", "bar": self.name, "done": self.n, "total": self.total,
            "unit": self.unit, "title": self.desc, "more": self.postfix,
            "seconds": now - self.begun, "ended": done, "leave": self.leave,
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
