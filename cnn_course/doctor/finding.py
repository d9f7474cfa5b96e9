"""What a check answers with."""

from dataclasses import dataclass

OK, NOTE, FAULT = "ok", "note", "FAULT"


@dataclass(frozen=True)
class Finding:
    """One sentence about this machine.

    Attributes
    ----------
    status : str
        OK; NOTE for what is good to know and stops nothing; FAULT when a part of the
        course will not run, or not as it was tested.
    what : str
        What was found.
    way_out : str
        What to do about it; "" where nothing has to be done. A command has a line of
        its own.
    """

    status: str
    what: str
    way_out: str = ""


def ok(what):
    return Finding(OK, what)


def note(what, way_out=""):
    return Finding(NOTE, what, way_out)


def fault(what, way_out):
    return Finding(FAULT, what, way_out)


def few(names, most=6):
    """Names with commas; of many only the first."""
    names = list(names)
    if len(names) <= most + 1:  # one more takes no more room than "and 1 other"
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} others"


def size(count):
    """Bytes as a person says them."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
