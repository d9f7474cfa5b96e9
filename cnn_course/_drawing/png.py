"""A picture as a PNG file, written with zlib alone."""

import struct
import zlib
from base64 import b64encode

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(picture):
    """The bytes of a PNG file that holds a picture of dtype uint8, (H, W) or (H, W, 3)."""
    height, width = picture.shape[:2]
    lines = np.ascontiguousarray(picture).reshape(height, -1)
    # Each line as its differences from the line above (filter 2): photographs shrink better.
    above = np.diff(lines, axis=0, prepend=np.zeros_like(lines[:1]))
    filtered = np.insert(above, 0, 2, axis=1)
    kind = 2 if picture.ndim == 3 else 0  # color, or gray
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes())), (b"IEND", b"")
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def data_uri(picture):
    """The same as an address that carries the picture with it."""
    return "data:image/png;base64," + b64encode(png(picture)).decode("ascii")
