"""What chapters are opened with: Jupyter, its kernel, a browser."""

import shutil
import sys
import webbrowser
from pathlib import Path

from cnn_course.doctor import wanted
from cnn_course.doctor.finding import fault, note, ok
from cnn_course.doctor.packages import found_by

BROWSERS = (
    *("firefox", "firefox-esr", "chromium", "chromium-browser", "google-chrome"),
    *("google-chrome-stable", "microsoft-edge", "brave-browser"),
)
# Names under which Jupyter starts the Python that it runs in itself.
OWN = ("python", "python3", f"python{sys.version_info[0]}.{sys.version_info[1]}")


def jupyter():
    """Is Jupyter there, and does the kernel named python3 find the course?"""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ModuleNotFoundError:
        return [
            note("not installed: chapters can be read, not run", wanted.install(["jupyterlab"]))
        ]
    except Exception as error:  # a broken half of it
        why = f"does not work ({type(error).__name__}: {error})"
        return [fault(why, wanted.mend({"jupyter_client": "jupyter-client"}))]
    lab = wanted.installed("jupyterlab")
    findings = []
    try:
        kernel = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return [fault("it has no kernel named python3", wanted.install(["ipykernel"]))]
    program = kernel.argv[0]
    if program in OWN or _same(program):
        version = wanted.installed("ipykernel")
        if version is None:
            return [fault("its kernel python3 needs ipykernel", wanted.install(["ipykernel"]))]
        findings.append(ok(f"its kernel python3 is this Python (ipykernel {version})"))
    else:
        findings.append(_other(program, kernel.resource_dir))
    if lab is None:
        findings.append(note("JupyterLab is not installed", wanted.install(["jupyterlab"])))
    else:
        findings.insert(0, ok(f"JupyterLab {lab}"))
    return findings


def browser():
    """Is there a browser for the pages?"""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return [ok(found)]
    try:
        return [ok(webbrowser.get().name)]
    except (webbrowser.Error, AttributeError):
        return [
            note(
                "none found; on a server that is as it should be",
                "open the pages on your own machine",
            )
        ]


def live_pages():
    """Can `make book` give the pages Python for the reader's browser?"""
    missing = [name for name in ("npm", "node") if shutil.which(name) is None]
    if not missing:
        return [ok("npm and node are there: make book brings Python to the pages")]
    return [
        note(
            f"{' and '.join(missing)} not found: make book leaves Python in the pages out",
            "install Node.js with npm, and run make book again",
        )
    ]


def _same(program):
    """Whether a program lies beside this Python; links inside an environment lead out of it."""
    here = Path(sys.executable).parent.resolve()
    return Path(shutil.which(program) or program).parent.resolve() == here


def _other(program, folder):
    """What to say of a kernel that is another Python than this one."""
    said = f"its kernel python3 ({folder}) is another Python: {program}"
    if found_by(program):
        return note(f"{said}; it finds the course, too")
    return fault(
        f"{said}, which does not find the course",
        f"remove {folder}, or give the name to this Python:\n"
        + wanted.command("ipykernel", "install", "--user", "--name", "python3"),
    )
