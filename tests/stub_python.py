"""Stands in for a Python, so that make's set-up can be tried quickly and offline.

Called with the path it goes by and the arguments of a Python. It claims the version
that is written beside it, notes what it is asked to do, makes a .venv that holds
itself, and installs nothing.
"""

import json
import os
import runpy
import shutil
import signal
import sys
import time
from pathlib import Path

me, arguments = Path(sys.argv[1]), sys.argv[2:]
notes = Path(os.environ["STUB_NOTES"])
ends = os.environ.get("STUB_ENDS", "").split()  # for instance "pip killed"


def note(what):
    """One line for the test: what happened, and with which settings of pip."""
    told = ("PIP_", "PYTHONWARNINGS")
    pip = {name: value for name, value in os.environ.items() if name.startswith(told)}
    with notes.open("a") as file:
        file.write(json.dumps({"what": what, "arguments": arguments, "pip": pip}) + "\n")


def end(command):
    """End as the test has asked for."""
    if ends and ends[0] == command:
        if ends[1] == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        sys.exit("pip's own words")


sys.version_info = (*json.loads(me.with_name("version").read_text()), 0, "final", 0)
sys.executable = str(me)
if me.parent.parent.name == ".venv" and not me.with_name("pip").exists():
    sys.modules["pip"] = None  # not to be imported
if "STUB_NO_ENSUREPIP" in os.environ:
    sys.modules["ensurepip"] = None

match arguments:
    case ["-m", "venv", *_, folder]:
        note("venv")
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder, "bin").mkdir(parents=True)
        shutil.copy(me, Path(folder, "bin", "python"))
        shutil.copy(me.with_name("version"), Path(folder, "bin", "version"))
    case ["-m", "ensurepip", *_]:
        end("ensurepip")
        me.with_name("pip").touch()
    case ["-m", "pip", "config", "list"]:
        print(os.environ.get("STUB_CONFIG", ""))
    case ["-m", "pip", *_]:
        note("pip")
        end("pip")
        time.sleep(float(os.environ.get("STUB_SECONDS", "0")))
        note("done")
    case ["-m", module, *rest]:
        sys.argv, sys.path[0] = [module, *rest], os.getcwd()
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    case ["-c", code]:
        exec(code)
