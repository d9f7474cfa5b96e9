"""Names that are nearly right."""

import difflib


def did_you_mean(name, known, otherwise=""):
    """The end of an error's sentence: the known name that is closest to this one.

    Parameters
    ----------
    name : object
        What was asked for.
    known : iterable of str
    otherwise : str
        What to say when none is close.

    Examples
    --------
    >>> did_you_mean("mnits", ["mnist", "cifar10"])
    "; did you mean 'mnist'?"
    """
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else otherwise
