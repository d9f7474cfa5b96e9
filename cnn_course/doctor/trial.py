"""Imports are tried in another Python: a crash or a hang there ends nothing here."""

import json
import signal
import subprocess
import sys

from cnn_course.doctor.probe import MARK


def tried(targets, patience):
    """How it goes when another Python imports these, one after the other.

    Parameters
    ----------
    targets : sequence of str
        Modules, or functions as "module:function", which are called.
    patience : float
        Seconds until what has not ended counts as hanging.

    Returns
    -------
    dict of str to pair of str and object
        "done" with the function's dict or None; "failed" with "error" and "missing" (a
        module's name or None); "ended" and "hung" with a sentence; "not tried" with the
        target that ended or hung.
    """
    command = [sys.executable, "-m", "cnn_course.doctor.probe", *targets]
    quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdout": subprocess.PIPE}
    try:
        done = subprocess.run(command, timeout=patience, **quiet)
        output, last = done.stdout, ("ended", _ending(done.returncode))
    except subprocess.TimeoutExpired as error:
        output, last = error.output or b"", ("hung", f"no answer after {patience:g} seconds")
    answers, begun = {}, targets[0]
    for line in output.decode("utf-8", "replace").splitlines():
        if line.startswith(MARK):
            begun, state, detail = json.loads(line.removeprefix(MARK))
            if state != "begun":
                answers[begun] = state, detail
    answers.setdefault(begun, last)
    return {target: answers.get(target, ("not tried", begun)) for target in targets}


def _ending(status):
    if status >= 0:
        return f"it ended Python with status {status}"
    names = {each.value: each.name for each in signal.Signals}
    return f"it ended Python ({names.get(-status, -status)})"
