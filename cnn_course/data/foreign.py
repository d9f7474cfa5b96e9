"""Well-known files that are read by other programs only, and the way out of each."""

import os
import re
from typing import NamedTuple


class Kind(NamedTuple):
    """What a file is, what to do with it, and how it begins and is called."""

    title: str
    way_out: str
    beginning: bytes  # a pattern
    suffixes: str


RAW = Kind(
    "a raw photograph",
    "export it as JPEG, in the camera's own program or in darktable",
    rb"II\*\x00.{4}CR|.{4}ftypcrx |FUJIFILMCCD-RAW|IIU\x00|IIR[OS]",
    ".3fr .arw .cr2 .cr3 .dng .erf .iiq .kdc .mrw .nef .nrw .orf .pef .raf .raw .rw2 .sr2 .srw "
    ".x3f",
)
TIFF = Kind(
    "TIFF",
    "export it as PNG, in Preview or GIMP or with ImageMagick",
    rb"II[*+]\x00|MM\x00[*+]",
    ".tif .tiff",
)
# The first that fits: AVIF, HEIC and films begin alike, and so do raw photographs and TIFF.
KINDS = (
    Kind(
        "AVIF",
        "export it as PNG, in GIMP or with avifdec",
        rb".{4}ftyp(.{4}){0,8}?avi[fs]",
        ".avif",
    ),
    Kind(
        "HEIC, as phones store photographs",
        "export it as JPEG, in Photos or Preview or with heif-convert",
        rb".{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)",
        ".heic .heif .hif",
    ),
    RAW,
    TIFF,
    Kind(
        "JPEG XL",
        "export it as PNG, in GIMP or with djxl",
        rb"\xff\x0a|\x00{3}\x0cJXL ",
        ".jxl",
    ),
    Kind(
        "JPEG 2000",
        "export it as PNG, in Preview or GIMP or with ImageMagick",
        rb"\x00{3}\x0cjP  |\xff\x4f\xff\x51",
        ".j2c .j2k .jp2 .jpf .jpx",
    ),
    Kind(
        "a painting program's file",
        "export it from there as PNG",
        rb"8BPS|gimp xcf",
        ".kra .procreate .psb .psd .xcf",
    ),
    Kind(
        "SVG, lines without pixels",
        "export it as PNG, in Inkscape",
        rb"\s*((<\?xml|<!--|<!DOCTYPE svg).*?)?<svg[\s>]",
        ".svg .svgz",
    ),
    Kind(
        "a bitmap of another kind",
        "export it as PNG, in GIMP or with ImageMagick",
        rb"P[1-6]\s+[#\d]|P7\s|\x00\x00\x01\x00|DDS |v/1\x01|#\?RADIANCE",
        ".dds .exr .hdr .ico .pam .pbm .pgm .pnm .ppm .tga",
    ),
    Kind(
        "DICOM, a medical picture",
        "export it as PNG, with its values spread over the whole range",
        rb".{128}DICM",
        ".dcm .dicom",
    ),
    Kind(
        "a PDF or PostScript document",
        "take its pictures out, for instance with pdfimages",
        rb"%PDF|%!PS|\xc5\xd0\xd3\xc6",
        ".ai .eps .pdf .ps",
    ),
    Kind(
        "a film",
        "export one frame of it as JPEG; the picture of a live photo lies beside the film",
        rb".{4}(ftyp|moov|mdat|wide)|RIFF.{4}AVI |\x1aE\xdf\xa3|\x00\x00\x01\xba",
        ".3gp .avi .m4v .mkv .mov .mp4 .mpeg .mpg .mts .webm .wmv",
    ),
    Kind(
        "a web page",
        "save the picture itself, not the page around it",
        rb"\s*<(?i:!doctype html|html)[\s>]",
        ".htm .html .mht .webarchive",
    ),
    Kind(
        "an archive or office document",
        "take its pictures out",
        rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b|BZh\d|\xfd7zXZ|\xd0\xcf\x11\xe0",
        ".7z .bz2 .doc .docx .gz .odp .odt .pages .ppt .pptx .rar .tar .tgz .xz .zip",
    ),
    Kind(
        "begins like one",
        "it is damaged, or of a rare kind; open it and export it again",
        rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP",
        "",
    ),
    Kind(
        "a shortcut",
        "put the picture itself here",
        rb"L\x00{3}\x01\x14\x02\x00|book\x00{4}mark|\[InternetShortcut\]",
        ".lnk .url .webloc",
    ),
)


def what_else(data, name=""):
    """What a file is that is no picture, and the way out, as the end of a sentence.

    Parameters
    ----------
    data : bytes
    name : str
        Its ending tells where the content does not.

    Returns
    -------
    str
        Empty for a file that is not known.

    Examples
    --------
    >>> what_else(b"8BPS")
    ", but a painting program's file: export it from there as PNG"
    >>> what_else(b"hello")
    ''
    """
    head = data[:1024].removeprefix(b"\xef\xbb\xbf")
    ending = os.path.splitext(name)[1].lower()
    inside = next((k for k in KINDS if re.match(k.beginning, head, re.DOTALL)), None)
    called = next((k for k in KINDS if ending in k.suffixes.split()), None)
    if inside and (inside, called) != (TIFF, RAW):
        return f", but {inside.title}: {inside.way_out}"
    if called:
        return f", but by its name {called.title}: {called.way_out}"
    return ""
