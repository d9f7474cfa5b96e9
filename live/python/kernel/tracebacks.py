"""What went wrong, told down to the reader's own line and no deeper."""

import traceback

OURS = "<cell "


def told(error):
    """Name, message and traceback of what ended a cell.

    The traceback ends at the last line that the reader wrote. What lies below it, in the
    course's own package, says nothing that the message does not.

    Returns
    -------
    dict of str to str
        "name", "message", "text".
    """
    whole = traceback.TracebackException.from_exception(error)
    for one in _chain(whole):
        places = [i for i, frame in enumerate(one.stack) if frame.filename.startswith(OURS)]
        kept = one.stack[places[0] : places[-1] + 1] if places else []
        one.stack = traceback.StackSummary.from_list(kept)
    text = "".join(whole.format()).rstrip("\n")
    return {"name": type(error).__name__, "message": str(error), "text": text}


def _chain(told_so_far):
    """An error and those it came from."""
    while told_so_far is not None:
        yield told_so_far
        told_so_far = told_so_far.__cause__ or told_so_far.__context__
