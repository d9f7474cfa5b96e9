"""Ctrl-C as a wish to stop, not as a blow."""

import signal
import threading


class Interruption:
    """Turn the first Ctrl-C into a wish, so that no step is left half done."""

    asked = False

    def __enter__(self):
        # Only the main thread may listen.
        self.listens = threading.current_thread() is threading.main_thread()
        if self.listens:
            self.before = signal.signal(signal.SIGINT, self._ask)
        return self

    def _ask(self, number, frame):
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def __exit__(self, *_):
        if self.listens:
            signal.signal(signal.SIGINT, self.before)
