"""Small files of the same form as the published sets."""

import gzip
import io
import tarfile
import zipfile

import numpy as np
from PIL import Image

from cnn_course.data.findings import PLAIN, TINY


def picture(array, kind="PNG", **options):
    """The bytes of a picture file."""
    return saved(Image.fromarray(np.asarray(array, np.uint8)), kind, **options)


def saved(image, kind="PNG", **options):
    """The bytes of a Pillow picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def flat(value, height=6, width=8, channels=3):
    """A picture of one value."""
    return np.full((height, width, channels), value, np.uint8)


def ramp(start=0, side=8):
    """A picture that shows something: it grows lighter to the right."""
    return flat(start, side, side) + np.arange(0, 8 * side, 8, dtype=np.uint8)[None, :, None]


def told(notes):
    """The notes without those that are true of every flat picture of a few pixels."""
    return {kind: lines for kind, lines in notes.items() if kind not in (PLAIN, TINY)}


def zipped(files):
    """The bytes of a zip of `files`: pairs or a dict, name to bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(files).items():
            archive.writestr(name, content)
    return data.getvalue()


def written(folder, files):
    """Write `files` (name to bytes) below a folder; names that end in / are folders."""
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def digits(n, seed):
    """Pictures (n, 28, 28) and labels 0, 1, ... 9, 0, ..."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (n, 28, 28), np.uint8), (np.arange(n) % 10).astype(np.uint8)


def npz():
    """As mnist.npz: 30 digits and 10."""
    (x, y), (x_test, y_test) = digits(30, 0), digits(10, 1)
    file = io.BytesIO()
    np.savez(file, x_train=x, y_train=y, x_test=x_test, y_test=y_test)
    return file.getvalue()


def idx(array):
    """As Fashion-MNIST's files."""
    head = bytes([0, 0, 8, array.ndim]) + b"".join(n.to_bytes(4, "big") for n in array.shape)
    return gzip.compress(head + array.tobytes())


def fashion():
    """The four files."""
    (x, y), (x_test, y_test) = digits(30, 2), digits(10, 3)
    return {
        "train-images-idx3-ubyte.gz": idx(x),
        "train-labels-idx1-ubyte.gz": idx(y),
        "t10k-images-idx3-ubyte.gz": idx(x_test),
        "t10k-labels-idx1-ubyte.gz": idx(y_test),
    }


def cifar(leave_out=""):
    """As cifar-10-binary.tar.gz, two pictures a batch.

    Of picture i the red is i, the green the number of the row, the blue 200.
    """
    rows = bytes(np.repeat(np.arange(32), 32).tolist())
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for batch, name in enumerate(
            [*(f"data_batch_{i}.bin" for i in range(1, 6)), "test_batch.bin", "readme.html"]
        ):
            records = b""
            for i in (2 * batch, 2 * batch + 1):
                records += bytes([i % 10]) + bytes([i] * 1024) + rows + bytes([200] * 1024)
            if name != leave_out:
                member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
                member.size = len(records)
                archive.addfile(member, io.BytesIO(records))
    return data.getvalue()


def kaggle():
    """As kagglecatsanddogs_5340.zip: ten of each, two damaged cats, a note beside."""
    files = {"readme[1].txt": b"read me", "PetImages/Cat/Thumbs.db": b"windows"}
    for i in range(10):
        files[f"PetImages/Cat/{i}.jpg"] = picture(flat(10 * i, 6, 8 + i), "JPEG", quality=95)
        files[f"PetImages/Dog/{i}.jpg"] = picture(flat(100 + 10 * i, 9, 5), "JPEG", quality=95)
    files["PetImages/Cat/666.jpg"] = b""
    files["PetImages/Cat/667.jpg"] = picture(flat(90, 60, 60), "JPEG")[:-20]
    return zipped(files)
