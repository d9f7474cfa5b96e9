"""Files that are downloaded once, checked, and kept."""

import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from cnn_course._streams import seen

# Names another folder for what is downloaded.
FOLDER = "CNN_COURSE_DATA"


@dataclass(frozen=True)
class Remote:
    """Where a file is published, and the SHA-256 of its bytes."""

    url: str
    sha256: str


_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
FILES = {
    "mnist.npz": Remote(
        f"{_KERAS}/mnist.npz",
        "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    ),
    "train-images-idx3-ubyte.gz": Remote(
        f"{_KERAS}/train-images-idx3-ubyte.gz",
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    ),
    "train-labels-idx1-ubyte.gz": Remote(
        f"{_KERAS}/train-labels-idx1-ubyte.gz",
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    ),
    "t10k-images-idx3-ubyte.gz": Remote(
        f"{_KERAS}/t10k-images-idx3-ubyte.gz",
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    ),
    "t10k-labels-idx1-ubyte.gz": Remote(
        f"{_KERAS}/t10k-labels-idx1-ubyte.gz",
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ),
    "cifar-10-binary.tar.gz": Remote(
        "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    ),
    "kagglecatsanddogs_5340.zip": Remote(
        "https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/"
        "kagglecatsanddogs_5340.zip",
        "b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9",
    ),
}


def cache_folder():
    """Where downloads are kept; it need not be there yet.

    Returns
    -------
    Path
    """
    import pooch

    return Path(os.environ.get(FOLDER) or pooch.os_cache("cnn_course"))


def download(name, offline):
    """The path of one of `FILES`; it is downloaded unless it lies here already, whole.

    Parameters
    ----------
    name : str
    offline : str
        What works without a network; errors name it.

    Returns
    -------
    Path

    Raises
    ------
    ConnectionError
        The file could not be had, or is another file by now.
    OSError
        The file could not be written.

    Notes
    -----
    Pooch writes into a temporary file, checks it, and gives it its name last, in one
    step. So no half file is ever found, and two programs may fetch at once.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tqdm complains in notebooks that have no widgets
        import pooch
    import requests

    remote = FILES[name]
    keeper = pooch.create(
        path=cache_folder(),
        base_url="",
        registry={name: f"sha256:{remote.sha256}"},
        urls={name: remote.url},
    )
    way_out = f"call again, give path= if you have the file, or work offline with {offline}"
    try:
        # Pooch's own pieces are of 1 kB: slow for a file of 800 MB.
        downloader = pooch.HTTPDownloader(progressbar=seen(sys.stderr), chunk_size=2**16)
        return Path(keeper.fetch(name, downloader=downloader))
    except requests.RequestException as error:
        raise ConnectionError(
            f"could not download {remote.url}: {_reason(error)}; nothing was kept; {way_out}"
        ) from error
    except ValueError as error:  # Pooch's answer to a wrong hash
        raise ConnectionError(
            f"what came from {remote.url} is not the file that the course was made with (its "
            f"SHA-256 differs); nothing was kept; {way_out}"
        ) from error
    except OSError as error:
        # Pooch rewords a refusal and keeps the first error as its cause.
        why = getattr(error.__cause__ or error, "strerror", None) or error
        raise OSError(
            f"could not write {name} into {keeper.abspath}: {why}; make room, set the "
            f"environment variable {FOLDER} to another folder, or work offline with {offline}"
        ) from error


def _reason(error):
    """What went wrong, in words without addresses in memory."""
    import requests

    if isinstance(error, requests.HTTPError):
        return f"the server answered {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return "the server took too long"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke before the end"
    return "the connection failed"
