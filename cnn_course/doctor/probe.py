"""``python -m cnn_course.doctor.probe TARGET ...``: import each, and say how it went.

A target is a module, or a function in one as "module:function", which is called.
What is said stands on lines of their own that begin with `MARK`; libraries may
print between them.
"""

import contextlib
import importlib
import json
import os
import sys

from cnn_course._keras import graphics_cards

MARK = "cnn_course.doctor:"


def main(targets):
    for target in targets:
        _say(target, "begun")  # if nothing follows, this one ended Python or hangs
        try:
            module, _, function = target.partition(":")
            answer = importlib.import_module(module)
            if function:
                answer = getattr(answer, function)()
            _say(target, "done", answer if isinstance(answer, dict) else None)
        except BaseException as error:  # a broken library may even call sys.exit
            missing = error.name if isinstance(error, ModuleNotFoundError) else None
            what = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
            _say(target, "failed", {"error": what[:300], "missing": missing})


def keras_at_work():
    """What Keras computes with, after a first sum."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    backend = keras.backend.backend()
    total = float(keras.ops.convert_to_numpy(keras.ops.sum(keras.ops.ones((3, 4)))))
    if total != 12:
        raise ArithmeticError(f"the sum of twelve ones is {total}")
    graphics = []
    with contextlib.suppress(Exception):  # the sum came out right: no reason to fail
        graphics = graphics_cards(backend)
    return {"backend": backend, "version": keras.__version__, "graphics": graphics}


def _say(target, state, detail=None):
    print(f"\n{MARK}{json.dumps([target, state, detail])}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
