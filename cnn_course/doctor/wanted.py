"""What the course needs, and the versions it was tested with.

In a copy of the repository pyproject.toml and constraints.txt say it; where the
package is installed alone, its metadata do, and the copy of constraints.txt that
the build has put into it.
"""

import importlib.metadata
import importlib.util
import os
import re
import sys
import tomllib
from pathlib import Path

from cnn_course._place import PACKAGE, REPOSITORY, in_repository

NAME = re.compile(r"[\w.-]+")
EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")


def promised():
    """The versions of Python that the course promises, as ">=3.11"."""
    if in_repository():
        return _project()["requires-python"]
    return importlib.metadata.metadata("cnn-course")["Requires-Python"]


def requirements():
    """Names of distributions: under "" those of every chapter, under "lab", "book", ... more."""
    if in_repository():
        project = _project()
        stated = {"": project["dependencies"], **project["optional-dependencies"]}
        pairs = [(extra, line) for extra, lines in stated.items() for line in lines]
    else:
        lines = importlib.metadata.requires("cnn-course") or []
        pairs = [("".join(EXTRA.findall(line)), line) for line in lines]
    named = {}
    for extra, line in pairs:
        if _applies(line, extra):
            named.setdefault(extra, []).append(plain(NAME.match(line)[0]))
    return named


def constraints():
    """The file with the tested versions, which pip takes with -c."""
    inside = PACKAGE / "constraints.txt"
    return inside if inside.is_file() else REPOSITORY / "constraints.txt"


def pins():
    """The tested versions, by the name of the distribution."""
    lines = [line.strip() for line in constraints().read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#") and _applies(line)]
    return dict(_name_and_version(line) for line in lines)


def installed(name):
    """The version that is installed, or None."""
    try:
        return importlib.metadata.version(name)
    except Exception:  # not there, or its metadata are damaged
        return None


def install(names):
    """What to do to have these distributions, at the tested versions."""
    own = sys.prefix != sys.base_prefix or "conda" in sys.version.lower()
    if in_repository() and not own:
        return (
            "set up .venv with all of it, as the README says (`make lab`, on Windows by hand), and "
            "use the Python in there"
        )
    return command("pip", "install", "-c", shown(constraints()), *names)


def command(*words):
    """``python -m`` and what follows, with this Python, to be copied into a shell."""
    return " ".join([shown(sys.executable), "-m", *words])


def shown(path):
    """A path as a person types it here: short where it lies below, quoted where it has to be."""
    # A link stays a link: it is what makes an environment.
    path = os.path.abspath(path)
    path = "." if path == os.getcwd() else path.removeprefix(os.path.join(os.getcwd(), ""))
    return f'"{path}"' if " " in path else path


def mend(modules):
    """What to do about installed distributions that do not work.

    Parameters
    ----------
    modules : dict of str to str
        Names of modules, and of the distributions that bring them.
    """
    for module, name in modules.items():
        other = _in_the_way(module, name)
        if other:
            return f"rename {other}: Python takes it for {module}"
    said = install(modules.values())
    return f"{said} --force-reinstall" if " -m pip " in said else said


def plain(name):
    """A distribution's name in the form in which two spellings are equal."""
    return re.sub(r"[-_.]+", "-", name).lower()


def fits(version, specifier):
    """Whether a version is one of those that a specifier such as ">=3.11" admits."""
    try:
        from packaging.specifiers import SpecifierSet

        return SpecifierSet(specifier).contains(version, prereleases=True)
    except ImportError:  # it comes with Matplotlib; without it, look at the lower bound
        lowest = re.search(r">=\s*([\d.]+)", specifier)
        return not lowest or _numbers(version) >= _numbers(lowest[1])


def _in_the_way(module, name):
    """The file or folder that Python finds under a module's name, if the distribution did not bring it."""
    try:
        home = Path(importlib.metadata.distribution(name).locate_file("")).resolve()
        file = Path(importlib.util.find_spec(module).origin).resolve()
    except Exception:  # one of them is not there, or damaged
        return None
    if file.is_relative_to(home):
        return None
    return file.parent if file.name == "__init__.py" else file


def _project():
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _applies(line, extra=""):
    """Whether a requirement is meant for this Python and this machine."""
    _, _, marker = line.partition(";")
    if not marker.strip():
        return True
    try:
        from packaging.markers import Marker
    except ImportError:
        return True
    return Marker(marker.strip()).evaluate({"extra": extra})


def _name_and_version(line):
    name, _, version = line.partition(";")[0].partition("==")
    return plain(name.strip()), version.strip()


def _numbers(version):
    return [int(number) for number in re.findall(r"\d+", version)[:2]]
