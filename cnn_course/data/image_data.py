"""The one answer that every set of pictures gives."""

import dataclasses
import textwrap
from dataclasses import dataclass

import numpy as np

from cnn_course.data._sheet import contact_sheet
from cnn_course.data.resizing import resize_all


@dataclass(frozen=True, eq=False, repr=False)
class ImageData:
    """Pictures and labels, split into a training and a test part.

    Attributes
    ----------
    train_images, test_images : ndarray, (N, H, W, C), or tuple of ndarray, (H, W, C)
        A tuple where sizes differ; `resize` makes one array of it.
    train_labels, test_labels : ndarray of int, (N,)
        Positions in `class_names`.
    class_names : tuple of str
    largest_value : int
        What the brightest or darkest possible pixel is stored as.
    source : str
        Where the pictures came from.
    problems : tuple of str
        Files that were skipped, and why.
    notes : dict
        What else to know of the files, for instance which pictures stand in both parts:
        from the kind of note to a tuple of lines.
    how : str or None
        The way in which the pictures were brought to one size; None where they came in it,
        or still have their own.
    train_files, test_files : tuple of str
        The file of each picture, relative to the folder or zip; empty where there are none.
    """

    train_images: np.ndarray | tuple
    train_labels: np.ndarray
    test_images: np.ndarray | tuple
    test_labels: np.ndarray
    class_names: tuple
    largest_value: int
    source: str
    problems: tuple = ()
    notes: dict = dataclasses.field(default_factory=dict)
    how: str | None = None
    train_files: tuple = ()
    test_files: tuple = ()

    def resize(self, size, how="pad"):
        """The same pictures, all of one size.

        Parameters
        ----------
        size : int or pair of int
            Height and width; one number makes squares.
        how : str
            "pad" keeps the whole picture between black borders, "crop" fills the
            size and keeps the middle, "squash" gives up the proportions.

        Returns
        -------
        ImageData
            uint8 arrays (N, h, w, C), and `how`; everything else as before.

        Raises
        ------
        TypeError
            For a size that is not whole, or pictures that are not uint8.
        ValueError
            For a size below 1 or another `how`.

        Examples
        --------
        >>> wide = np.full((1, 2, 4, 1), 9, np.uint8)
        >>> label = np.zeros(1, int)
        >>> data = ImageData(wide, label, wide, label, ("nines",), 255, "by hand")
        >>> data.resize(4).train_images[0, :, :, 0].tolist()
        [[0, 0, 0, 0], [9, 9, 9, 9], [9, 9, 9, 9], [0, 0, 0, 0]]
        """
        return dataclasses.replace(
            self,
            train_images=resize_all(self.train_images, size, how),
            test_images=resize_all(self.test_images, size, how),
            how=how,
        )

    def __repr__(self):
        counts = ", ".join(
            f"{name} ({np.sum(self.train_labels == i)}+{np.sum(self.test_labels == i)})"
            for i, name in enumerate(self.class_names)
        )
        n, n_test = len(self.train_images), len(self.test_images)
        lines = [
            f"ImageData: {n} training and {n_test} test pictures",
            f"{self._sizes()}, values 0..{self.largest_value}",
            *textwrap.wrap(f"{len(self.class_names)} classes (training+test): {counts}", 88),
            f"source: {self.source}",
        ]
        if self.problems:
            lines.append(f"skipped: {len(self.problems)}, see .problems")
        lines += [f"{kind}: {len(noted)}, see .notes" for kind, noted in self.notes.items()]
        return "\n".join(lines)

    def _sizes(self):
        shapes = np.array([p.shape for part in (self.train_images, self.test_images) for p in part])
        (height, width, channels), (tallest, widest, _) = shapes.min(axis=0), shapes.max(axis=0)
        if (height, width) == (tallest, widest):
            return f"{height} x {width} x {channels}"
        plural = "channel" if channels == 1 else "channels"
        return f"{height} x {width} to {tallest} x {widest}, {channels} {plural}"

    def _repr_png_(self):
        """Up to twenty of the training pictures, for a notebook."""
        return contact_sheet(self.train_images, self.train_labels, self.largest_value)

    def _ipython_display_(self):
        # Of several forms of one output a notebook shows one: text and picture are two outputs.
        from IPython.display import display

        display({"text/plain": repr(self)}, raw=True)
        display({"image/png": self._repr_png_()}, raw=True)
