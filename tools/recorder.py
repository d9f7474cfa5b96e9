"""What of the package a run has used: loaded into a notebook's kernel before its first cell.

Called modules are seen by a trace, which is asked once a call; data, weights, results and
shown sources by an audit hook, which is asked before a file is opened. What happens while
a module is imported belongs to that module: importing it is not yet using it.
"""

import atexit
import inspect
import json
import os
import sys
import threading
from pathlib import Path

TELLS = "CNN_COURSE_USED"  # the variable that names the file to write into


class Recorder:
    """Listens from `start` on; `used` says what it heard."""

    def __init__(self, package):
        self.inside = str(package) + os.sep
        self.seen = set()  # code objects
        self.called, self.read = set(), set()
        self.at_import = {}  # by module: what was called and read while it was imported

    def start(self):
        sys.addaudithook(self._hear)
        sys.settrace(self._see)
        threading.settrace(self._see)

    def _see(self, frame, event, argument):  # answers None: no trace of lines is wanted
        code = frame.f_code
        if code in self.seen:
            return
        if not code.co_filename.startswith(self.inside):
            self.seen.add(code)
            return
        if not code.co_flags & inspect.CO_OPTIMIZED:  # a module's or a class's own body
            if code.co_name == "<module>" and self._asked_for(frame):
                self.called.add(code.co_filename)
            return
        if importing := self._imported(frame):
            self.at_import.setdefault(importing, set()).add(code.co_filename)
        else:
            self.seen.add(code)
            self.called.add(code.co_filename)

    def _imported(self, frame):
        """The innermost of our modules whose body is being run, or None."""
        while frame := frame.f_back:
            code = frame.f_code
            if code.co_name == "<module>" and code.co_filename.startswith(self.inside):
                return code.co_filename

    def _asked_for(self, frame):
        """Whether a function of ours imports this module while it works, as `check` does."""
        while frame := frame.f_back:
            if frame.f_code.co_filename.startswith(self.inside):
                return bool(frame.f_code.co_flags & inspect.CO_OPTIMIZED)

    def _hear(self, event, arguments):
        if event != "open" or not isinstance(arguments[0], str):
            return
        path = os.path.abspath(arguments[0])
        if path.startswith(self.inside) and not path.endswith(".pyc"):
            # A module that is imported is no file that is read.
            opener = sys._getframe(1)
            if "importlib" in opener.f_code.co_filename:
                return
            importing = self._imported(opener)
            (self.at_import.setdefault(importing, set()) if importing else self.read).add(path)

    def used(self):
        """Names below the package's parent, in lists that JSON can hold."""
        above = Path(self.inside).parent

        def ours(names):
            return sorted(
                Path(name).relative_to(above).as_posix()
                for name in names
                if name.startswith(self.inside)
            )

        return {
            "called": ours(self.called),
            "read": ours(self.read),
            "at_import": {
                ours([module])[0]: ours(names) for module, names in self.at_import.items()
            },
        }


def begin():
    """Record until the process ends, and then write into the file that the variable names."""
    target = os.environ.pop(TELLS)
    import importlib.util

    package = Path(importlib.util.find_spec("cnn_course").origin).parent
    recorder = Recorder(package)
    recorder.start()

    def tell():
        heard = recorder.used()
        from cnn_course.reproduce.record import peak_memory_mb  # what is not the chapter's use

        heard["peak_memory_mb"] = peak_memory_mb()
        Path(target).write_text(json.dumps(heard), "utf-8")

    atexit.register(tell)
