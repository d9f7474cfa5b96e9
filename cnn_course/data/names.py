"""Names of files and folders: shown safely, compared by how they look, or left out."""

import re
import unicodedata

# What operating systems and storage boxes leave behind.
CLUTTER = {
    *("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin"),
    *("system volume information", "lost+found", "@eadir"),
}

# Control characters, ends of lines, and bytes that are no text: output breaks at them.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(name):
    r"""The name with an escape for each character that cannot be shown.

    Examples
    --------
    >>> shown("K\udce4tzchen")  # Kätzchen, as stored by an old system
    'K\\udce4tzchen'
    """
    return _UNSHOWN.sub(lambda found: ascii(found[0])[1:-1], str(name))


def same_form(name):
    """The name in the one form for all ways in which its letters can be stored.

    Examples
    --------
    >>> same_form("a\N{COMBINING DIAERESIS}") == "\N{LATIN SMALL LETTER A WITH DIAERESIS}"
    True
    """
    return unicodedata.normalize("NFC", name)


def is_clutter(name):
    """Whether a file or folder is hidden, or left behind by a system."""
    return name.startswith(".") or name.lower() in CLUTTER
