"""Standard output and error, which a service may lack."""

import contextlib
import io
import os
import sys
import warnings


def seen(stream):
    """Whether what is written to a standard stream goes anywhere.

    Without one, ``sys.stderr`` is None: a service, a program without a console. A
    program may also have closed it, or only the descriptor beneath it.
    """
    if stream is None or getattr(stream, "closed", False):
        return False
    try:
        os.fstat(stream.fileno())
    except (AttributeError, io.UnsupportedOperation):
        return True  # a notebook's, which needs no descriptor
    except (OSError, ValueError):
        return False
    return True


def write_any_name():
    """What the terminal's encoding lacks is written as its code, instead of an error."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")


def progress_bar(*iterable, shown=True, **options):
    """tqdm's bar, as it suits the place; none is drawn where nobody could see it.

    Parameters
    ----------
    *iterable
        What to count, unless the caller updates the bar.
    shown : bool
    **options
        tqdm's.
    """
    if not shown or not seen(sys.stderr):
        from tqdm import tqdm  # the notebook's complains where it cannot be drawn, even disabled

        return tqdm(*iterable, **options | {"disable": True})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # this complaint once more, at the import
        from tqdm.auto import tqdm
    return tqdm(*iterable, **options)


def picture_bar(*iterable, **options):
    """A bar for pictures that take long to read; none where it would fill a log.

    It comes after five seconds, so that a busy machine shows none where a chapter's page has none.
    """
    return progress_bar(*iterable, unit="picture", delay=5, leave=False, disable=None, **options)


@contextlib.contextmanager
def silent_stderr():
    """Standard error goes nowhere, for libraries written in C++ as well.

    These write to descriptor 2, whatever it is. Where it is closed, the next file to be
    opened would get this number and their lines, so it is kept occupied meanwhile. Where
    Python began without it and it is open now, it is somebody's file, and is left alone.
    """
    with contextlib.ExitStack() as afterward:
        # Rather noise than an error: no descriptor may be left, or no place called nowhere.
        with contextlib.suppress(OSError):
            _send_nowhere(2, afterward)
        yield


def _send_nowhere(descriptor, afterward):
    if _is_open(descriptor):
        if sys.__stderr__ is None:
            return
        kept = os.dup(descriptor)
        afterward.callback(os.close, kept)
        give_back = os.dup2, kept, descriptor
    else:
        give_back = os.close, descriptor
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != descriptor:  # a closed one may be the next to be given out
        afterward.callback(os.close, nowhere)
        os.dup2(nowhere, descriptor)
    afterward.callback(*give_back)


def _is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
