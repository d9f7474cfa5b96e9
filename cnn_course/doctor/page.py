"""The findings as one page, 80 columns wide."""

import textwrap

from cnn_course.doctor.finding import FAULT, NOTE

WIDTH = 79
TITLE = 14


def lines(title, findings, said):
    """A check's lines: status, title, what was found, and the way out behind an arrow.

    A way out that is among those in `said` is not written out again.
    """
    for finding in findings:
        yield from _wrapped(f"{finding.status:<6} {title:<{TITLE}} ", finding.what)
        if finding.way_out:
            way_out = "as above" if finding.way_out in said else finding.way_out
            start = " " * (4 + TITLE) + " -> "
            for line in way_out.splitlines():
                yield from [start + line] if " -m " in line else _wrapped(start, line)
                start = " " * len(start)
            said.add(finding.way_out)
        title = ""


def ending(findings):
    """The last line: how many faults and notes, and what these words mean."""
    faults = sum(finding.status == FAULT for finding in findings)
    notes = sum(finding.status == NOTE for finding in findings)
    if not faults and not notes:
        return "Everything is as it was tested."
    counted = f"{_count(faults, 'fault')}, {_count(notes, 'note')}."
    if faults:
        return f"{counted} Faults: a part of the course fails here. Notes stop nothing."
    return f"{counted} Notes stop nothing: the course runs here."


def _count(number, word):
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _wrapped(start, text):
    # Paths stay whole, as commands do, so that they can be copied.
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
