"""Keras, imported in one place: without noise, and with the settings the course was tested with.

TensorFlow writes to standard error while it is imported and when it first
computes, whatever its settings; a notebook would store these lines as output.

Keras keeps settings for the whole process. It reads them from a file of the user's,
keras.json, and layers, losses and models take from them what they are not told.
"""

import contextlib
import functools
import os
import platform
import sys
import threading

from cnn_course._streams import silent_stderr

# As `keras.config` names them.
TESTED = {
    "image_data_format": "channels_last",
    "floatx": "float32",
    "epsilon": 1e-7,
    "dtype_policy": "float32",
    "max_epochs": None,
    "max_steps_per_epoch": None,
}
BACKENDS = ("jax", "numpy", "openvino", "tensorflow", "torch")  # those that Keras knows
NEWEST_WITH_TENSORFLOW = (3, 13)  # as in tools/pythons.py, which an installed package lacks
_importing, _setting = threading.RLock(), threading.RLock()
_inside = []  # an entry for each `tested_settings` that is entered; `_setting` guards it


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
        # One thread after the other: standard error must be given back to whom it belongs.
        with _importing, silent_stderr():
            import keras

            keras.ops.convert_to_numpy(keras.ops.zeros(1))  # wakes the backend, too
    except ImportError as error:
        raise ImportError(
            f"this part of the course needs Keras 3 and a backend: "
            f"{_way_out(sys.version_info, sys.platform, platform.machine())} ({error})"
        ) from error
    return keras


def _way_out(version, system, machine):
    """How to have Keras and its backend; for some machines there is no TensorFlow."""
    backend = os.environ.get("KERAS_BACKEND") or "tensorflow"
    if backend not in BACKENDS:
        return f"KERAS_BACKEND asks for {backend!r}, which Keras does not have; take it away"
    else_read = "or read Part III on the built pages"
    if backend == "tensorflow" and (system, machine) == ("darwin", "x86_64"):
        return f"there is no TensorFlow for Intel Macs any more; take another machine, {else_read}"
    if backend == "tensorflow" and version[:2] > NEWEST_WITH_TENSORFLOW:
        here, newest = (".".join(map(str, one[:2])) for one in (version, NEWEST_WITH_TENSORFLOW))
        return f"there is no TensorFlow for Python {here} yet; take Python {newest}, {else_read}"
    return f"pip install keras {backend}"


def import_tensorflow(what):
    """TensorFlow, for what Keras alone does not compute.

    Parameters
    ----------
    what : str
        Begins the error: "grad_cam takes its slopes".

    Raises
    ------
    NotImplementedError
        When Keras runs on another backend.
    """
    backend = import_keras().backend.backend()
    if backend != "tensorflow":
        raise NotImplementedError(
            f"{what} from TensorFlow; Keras runs on {backend} here. Set "
            f"KERAS_BACKEND=tensorflow before Keras is imported"
        )
    import tensorflow  # loaded already, with Keras

    return tensorflow


def graphics_cards(backend):
    """The names of the graphics cards that a backend of Keras computes on; [] for none."""
    if backend == "tensorflow":
        from tensorflow import config

        details = config.experimental.get_device_details
        cards = config.list_physical_devices("GPU")
        return [details(card).get("device_name", card.name) for card in cards]
    if backend == "jax":
        import jax

        return [card.device_kind for card in jax.devices() if card.platform == "gpu"]
    if backend == "torch":
        from torch import cuda

        return [cuda.get_device_name(number) for number in range(cuda.device_count())]
    return []


@contextlib.contextmanager
def tested_settings(**chosen):
    """What is made inside is made with the settings that the course was tested with.

    Also a decorator: ``@tested_settings()``. What is made keeps them: layers and models
    remember their data format and their dtype policy. The user's settings come back at
    the end. They are the whole process's, so Keras in another thread sees these
    meanwhile; here, one thread waits for the other.

    Parameters
    ----------
    **chosen
        Settings of this block, by their names in `TESTED`. A block inside another one
        changes nothing else.
    """
    config = import_keras().config
    with _setting:
        wanted = _known(config, chosen if _inside else TESTED | chosen)
        found = {name: getattr(config, name)() for name in wanted}
        _inside.append(chosen)
        try:
            _set(config, wanted)
            yield
        finally:
            _set(config, found)
            _inside.pop()


def use_tested_settings():
    """Give Keras the settings that the course was tested with, until this process ends.

    For notebooks and programs that make layers by hand: what these are not told, they
    take from Keras's settings, and these may come from a file of yours, keras.json.
    The file stays as it is. The models of this package need no such call.

    Notes
    -----
    Channels last, 32-bit floats (``floatx`` and the dtype policy), an epsilon of 1e-7,
    and no limit on epochs and steps. Nothing else in this package changes a setting
    of Keras's lastingly.
    """
    config = import_keras().config
    with _setting:
        _set(config, _known(config, TESTED))


def _known(config, settings):
    """Without those that this version of Keras does not have yet."""
    return {name: value for name, value in settings.items() if hasattr(config, f"set_{name}")}


def _set(config, settings):
    for name, value in settings.items():
        getattr(config, f"set_{name}")(value)
