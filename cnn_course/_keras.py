"""Keras, imported in one place and without noise.

TensorFlow writes to standard error while it is imported and when it first
computes, whatever its settings; a notebook would store these lines as output.
"""

import contextlib
import functools
import os


@functools.cache
def import_keras():
    """Import Keras with whatever backend is configured.

    Returns
    -------
    module
        ``keras``.

    Raises
    ------
    ImportError
        When Keras or its backend is missing, with what to install.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        with _silence():
            import keras

            keras.ops.convert_to_numpy(keras.ops.zeros(1))  # wakes the backend, too
    except ImportError as error:
        raise ImportError(
            "this part of the course needs Keras 3 and a backend: pip install keras tensorflow "
            f"({error})"
        ) from error
    return keras


@contextlib.contextmanager
def _silence():
    """Standard error goes nowhere, for the libraries written in C++ as well."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
