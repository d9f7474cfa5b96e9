"""PyTorch files of the older form: their numbers come in, and nothing in them runs."""

import io
import os
import pickle
import sys
import types
from collections import OrderedDict

import numpy as np
import pytest

from cnn_course.models.torch_file import MAGIC, PROTOCOL, read_torch

KINDS = {"float32": "FloatStorage", "int64": "LongStorage"}


class Storage:
    def __init__(self, key, numbers):
        self.key, self.numbers = key, numbers


class Tensor:
    """Pickled as PyTorch does."""

    def __init__(self, storage, start, shape, steps):
        self.told = storage, start, shape, steps, False, OrderedDict()

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.told


class Pickler(pickle.Pickler):
    def persistent_id(self, thing):
        if isinstance(thing, Storage):
            kind = getattr(sys.modules["torch"], KINDS[str(thing.numbers.dtype)])
            return "storage", kind, thing.key, "cpu", thing.numbers.size, None
        return None


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A function that writes a file as PyTorch did, from tensors and storages."""
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    for name in KINDS.values():
        setattr(torch, name, type(name, (), {"__module__": "torch"}))

    def _rebuild_tensor_v2():
        """Pickled by its name."""

    _rebuild_tensor_v2.__module__, _rebuild_tensor_v2.__qualname__ = (
        "torch._utils",
        "_rebuild_tensor_v2",
    )
    utils._rebuild_tensor_v2 = _rebuild_tensor_v2
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)

    def write(tensors, storages, magic=MAGIC, little=True):
        file = io.BytesIO()
        for part in (magic, PROTOCOL, {"little_endian": little}, tensors):
            Pickler(file, 2).dump(part)
        pickle.dump([storage.key for storage in storages], file, 2)
        for storage in storages:
            file.write(storage.numbers.size.to_bytes(8, "little") + storage.numbers.tobytes())
        path = tmp_path / "weights.pth"
        path.write_bytes(file.getvalue())
        return path

    return write


def test_tensors_come_as_they_were_written(written):
    floats = Storage("7", np.arange(12, dtype="float32"))
    whole = Storage("8", np.array([41, 42]))
    tensors = OrderedDict(
        rows=Tensor(floats, 0, (2, 3), (3, 1)),
        columns=Tensor(floats, 4, (2, 3), (1, 2)),  # not one after the other
        scalar=Tensor(whole, 1, (), ()),
    )
    found = read_torch(written(tensors, [floats, whole]))
    assert found["rows"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["columns"].tolist() == [[4, 6, 8], [5, 7, 9]]
    assert found["scalar"] == 42 and found["scalar"].shape == ()
    assert found["rows"].dtype == np.float32 and found["scalar"].dtype == np.int64


class Evil:
    """Asks for a function to be called while it is read."""

    def __init__(self, function, *arguments):
        self.told = function, arguments

    def __reduce__(self):
        return self.told


@pytest.mark.parametrize("place", ["magic", "tensors"])
@pytest.mark.parametrize("function, named", [(os.system, "system"), (eval, "eval"), (open, "open")])
def test_what_a_file_asks_to_be_called_is_not(written, tmp_path, place, function, named):
    mark = tmp_path / "was here"
    told = {
        os.system: (f'echo > "{mark}"',),
        eval: (f"open({str(mark)!r}, 'w')",),
        open: (str(mark), "w"),
    }
    evil = Evil(function, *told[function])
    given = {"magic": evil, "tensors": {}} if place == "magic" else {"tensors": {"a": evil}}
    with pytest.raises(
        ValueError, match=rf"asks for \w+\.{named}, which is no tensor; do not trust"
    ):
        read_torch(written(given["tensors"], [], given.get("magic", MAGIC)))
    assert not mark.exists()


def test_a_file_cannot_leave_anything_behind_in_the_reader(tmp_path):
    """A pickle may also set attributes of what it was given; here it is given nothing lasting."""
    function = b"ctorch._utils\n_rebuild_tensor_v2\n"
    # BUILD with (None, {"__doc__": "changed"}): sets an attribute of the function.
    (tmp_path / "a.pth").write_bytes(function + b"(N}X\7\0\0\0__doc__X\7\0\0\0changedstb.")
    from cnn_course.models import torch_file

    before = {
        name: vars(thing).copy()
        for name, thing in vars(torch_file).items()
        if callable(thing) and hasattr(thing, "__dict__")
    }
    with pytest.raises(ValueError, match="a.pth is"):
        read_torch(tmp_path / "a.pth")
    after = {name: vars(vars(torch_file)[name]).copy() for name in before}
    assert after == before and torch_file._placed.__doc__ != "changed"


def test_other_files_are_refused(written, tmp_path):
    numbers = Storage("7", np.arange(4, dtype="float32"))
    good = written({"a": Tensor(numbers, 0, (2, 2), (2, 1))}, [numbers]).read_bytes()
    path = tmp_path / "weights.pth"
    for content in (b"", b"PK\3\4 a newer file", good[:-5], good[:60], b"\x80\2K\1."):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="weights.pth is not"):
            read_torch(path)
    with pytest.raises(ValueError, match="stored in the other order"):
        read_torch(written({}, [], little=False))


@pytest.mark.parametrize(
    "start, shape, steps",
    [
        (1, (4,), (1,)),
        (0, (5,), (1,)),
        (0, (2,), (4,)),
        (-1, (2,), (1,)),
        (0, (2**40,), (0,)),
        (3, (2,), (-1,)),
    ],
)
def test_a_tensor_stays_inside_its_storage(written, start, shape, steps):
    numbers = Storage("7", np.arange(4, dtype="float32"))
    with pytest.raises(ValueError, match="a tensor reaches beyond its storage"):
        read_torch(written({"a": Tensor(numbers, start, shape, steps)}, [numbers]))
