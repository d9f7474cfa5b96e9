"""A reader's own pictures, shrunk and convolved, by NumPy and the package."""

import numpy as np

from cnn_course import conv2d

EYES = (0.299, 0.587, 0.114)  # red, green and blue, as light as eyes find them


def pictures():
    """Photos of plain sizes with what a figure makes of them, and a filter over one."""
    rng = np.random.default_rng(0)
    found = []
    for height, width, side in [(33, 48, 16), (64, 64, 16), (8, 5, 16), (30, 20, 15)]:
        photo = rng.integers(0, 256, (height, width, 4))
        photo[..., 3] = rng.choice([0, 255, 128], (height, width))
        opaque = photo[..., 3:] / 255
        seen = photo[..., :3] * opaque + 255 * (1 - opaque)
        step = max(max(height, width) // side, 1)
        blocks = seen.reshape(height // step, step, width // step, step, 3).mean((1, 3))
        found.append({
            "photo": {"height": height, "width": width, "data": photo.ravel().tolist()},
            "side": side, "colors": blocks.tolist(), "grays": (blocks @ EYES).tolist(),
        })  # fmt: skip
    sums = []
    for size, stride, padding, dilation in [
        ((3, 3), (1, 1), "valid", (1, 1)),
        ((2, 4), (2, 3), "same", (1, 1)),
        ((1, 5), (3, 1), 2, (1, 1)),
        ((3, 3), (2, 1), "same", (2, 3)),
        ((3, 2), (1, 2), "valid", (4, 2)),
    ]:
        picture = rng.integers(0, 256, (11, 14, 3))
        kernel, bias = rng.normal(size=(*size, 3, 1)), float(rng.normal())
        sums.append({
            "picture": picture.ravel().tolist(), "filter": kernel[..., 0].tolist(), "bias": bias,
            "size": size, "stride": stride, "padding": padding, "dilation": dilation,
            "result": conv2d(picture, kernel, [bias], stride, padding, dilation)[..., 0].tolist(),
        })  # fmt: skip
    return {"shrunk": found, "slid": sums}
