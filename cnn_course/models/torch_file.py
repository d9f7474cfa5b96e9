"""The arrays in a PyTorch file of the older form, read without running anything.

Such a file is a row of pickles, and a pickle may call any function by its name. Here it
can name four kinds of things: a dictionary, a tensor, and two kinds of storage. Whatever
else it names is refused before it is called.
"""

import io
import math
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C  # what these files begin with
PROTOCOL = 1001
STORAGES = {"FloatStorage": "<f4", "LongStorage": "<i8"}  # as text: nothing to be called


class _Tensor(NamedTuple):
    """Where a tensor's numbers stand: in which storage, from where on, how far apart."""

    key: str
    kind: str
    start: int
    shape: tuple
    steps: tuple


def read_torch(path):
    """Read a file that ``torch.save`` wrote, before PyTorch 1.6 or in that form.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict of str to ndarray
        float32 or int64, by the tensors' names.

    Raises
    ------
    ValueError
        For another kind of file, a damaged one, and one that names anything but tensors.

    Notes
    -----
    The form: a magic number, a version, the machine's number sizes, the dictionary with
    its tensors, the storages' keys, and each storage: how many numbers, and these.
    """
    data = Path(path).read_bytes()
    file = io.BytesIO(data)
    try:
        if _next(file) != MAGIC or _next(file) != PROTOCOL:
            raise ValueError("it does not begin as these files do")
        if not _next(file)["little_endian"]:
            raise ValueError("its numbers are stored in the other order")
        tensors, keys = _next(file), _next(file)
        kinds = {tensor.key: tensor.kind for tensor in tensors.values()}
        storages = {key: _storage(data, file, kinds[key]) for key in keys}
        return {name: _array(storages[tensor.key], tensor) for name, tensor in tensors.items()}
    except ValueError as error:
        raise ValueError(f"{Path(path).name} is not read: {error}") from error
    except Exception as error:  # a damaged pickle makes its reader fail in every way there is
        raise ValueError(
            f"{Path(path).name} is not a PyTorch file of the older form, or damaged ({error!r})"
        ) from error


class _Unpickler(pickle.Unpickler):
    """Knows storages and tensors alone."""

    def find_class(self, module, name):
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            # Made anew each time: whatever a file does to it is gone with the file.
            return lambda *arguments: _placed(*arguments)
        raise ValueError(f"it asks for {module}.{name}, which is no tensor; do not trust it")

    def persistent_load(self, told):
        word, kind, key, _, _, view = told
        if word != "storage" or view is not None or kind not in STORAGES.values():
            raise ValueError("it holds something else than whole storages")
        return key, kind


def _next(file):
    return _Unpickler(file).load()


def _placed(storage, start, shape, steps, *_):
    """What stands for a tensor until its storage is read."""
    return _Tensor(*storage, start, tuple(shape), tuple(steps))


def _storage(data, file, kind):
    """The numbers of the storage that comes next; the file then stands behind them."""
    start = file.tell() + 8
    count = int.from_bytes(data[start - 8 : start], "little")
    if count * np.dtype(kind).itemsize > len(data) - start:
        raise ValueError("it ends too early")
    numbers = np.frombuffer(data, kind, count, start)
    file.seek(start + numbers.nbytes)
    return numbers


def _array(numbers, tensor):
    last = tensor.start + sum((n - 1) * step for n, step in zip(tensor.shape, tensor.steps))
    sane = min(tensor.start, *tensor.shape, *tensor.steps, 0) == 0
    if not sane or last >= len(numbers) or math.prod(tensor.shape) > len(numbers):
        raise ValueError("a tensor reaches beyond its storage")
    steps = [step * numbers.itemsize for step in tensor.steps]
    return np.lib.stride_tricks.as_strided(numbers[tensor.start :], tensor.shape, steps).copy()
