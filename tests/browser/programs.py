"""Programs that run beside the tests, each with a home of its own, and end with them."""

import contextlib
import os
import shutil
import socket
import subprocess
import time

PATIENCE = 120  # seconds: two cores may be busy with other tests


def program(*names):
    """The first of these programs that is here."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(f"not on this machine: {' or '.join(names)}")
    return found


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def without(*beginnings):
    """The machine's variables, but those that begin like this."""
    return {name: value for name, value in os.environ.items() if not name.startswith(beginnings)}


def mortal(command):
    """The command, such that its program ends with us, even when we are killed."""
    keeper = shutil.which("setpriv")  # Linux has it
    return [keeper, "--pdeathsig", "TERM", *command] if keeper else command


@contextlib.contextmanager
def running(home, *command, env, **options):
    """A program that writes what it says into `home`, ended at the end."""
    with (home / "log").open("a") as log:
        process = subprocess.Popen(
            [str(part) for part in mortal(command)], env=env, cwd=home,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answer(process, home, look):
    """What look() finds at last, while the program runs; it may be too early to look."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            return look()
        time.sleep(0.05)
    said = (home / "log").read_text(errors="replace")[-3000:]
    raise RuntimeError(f"{' '.join(process.args)} did not start:\n{said}")
