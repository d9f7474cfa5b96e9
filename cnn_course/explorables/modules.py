"""The figures' JavaScript, as a notebook and as a page from a file can load it.

Each figure is a plain ES module that imports a few others beside it. A notebook gets
one text, which cannot import its neighbors; a browser that opens a page from a file
loads no modules at all. For both, the modules are joined: each becomes a function that
answers with what it exports.

A page of JupyterLab evaluates the text of a figure again for each that is shown. So every
module is registered by its name and its content, and evaluated once: figures of one kind
share it, and those of another version of the course have their own.
"""

import functools
import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "js"
REGISTRY = "globalThis.cnnCourse"
OPEN = f"{REGISTRY} ??= {{}};\n"  # at the head of each script
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?function (\w+)|class (\w+)|const (\w+) =)", re.M)
# Anything else that would import or export; and what only looks like it, or is for tools alone.
OTHER = re.compile(r"(?:^|[;}])[ \t]*(?:import|export)\b|\bimport *[(.]", re.M)
COMMENT = re.compile(r"^[ \t]*//.*$|(?<=[;,{[]) // [^\"'`\n]*$", re.M)
INDENT = re.compile(r"^\s+", re.M)  # and empty lines
LINE_END = re.compile(r"^((?:(?!//).)*[;,{(\[])\n", re.M)  # where the next line goes on anyway
STYLE_COMMENT = re.compile(r"/\*(?:(?!\*/).)*\*/\n?", re.S)
STYLE_SPACE = re.compile(r"\s*([{};,])\s*|\s+")
TYPES = re.compile(r"/\*\*(?:(?!\*/).)*\*/ ?", re.S)
ELEMENT = re.compile(r"<(cnn-[a-z-]+)")
# What a page does when its scripts are there.
BEGIN = f'{REGISTRY}["page.js"].begin();\n'


class Module(NamedTuple):
    """One module, with its name and its content in `key`, as a script that registers it after `OPEN`."""

    key: str
    exports: list
    script: str


def read(name, folder=FOLDER):
    """The text of one file of the figures.

    Raises
    ------
    FileNotFoundError
        When there is none of this name.
    """
    return (folder / name).read_text(encoding="utf-8")


def style():
    """The style sheet of all figures, without what it says to those who write it."""
    text = STYLE_COMMENT.sub("", read("explorables.css"))
    return STYLE_SPACE.sub(lambda space: space[1] or " ", text)


def joined(names, folder=FOLDER):
    """Modules and all that they import, each after those it needs.

    Parameters
    ----------
    names : list of str

    Returns
    -------
    dict of Module
        By their names.

    Raises
    ------
    ValueError
        For imports that go round in a circle, that find nothing, or that are written in
        another way than the one that is known; and for such exports.
    """
    found = {}
    for name in names:
        _join(name, folder, found, ())
    return found


@functools.cache
def for_notebook(name, folder=FOLDER):
    """A figure as the one module that anywidget asks for."""
    scripts = "".join(module.script for module in joined([name], folder).values())
    return f"{OPEN}{scripts}export default {{ render: {REGISTRY}[{json.dumps(name)}].render }};\n"


def for_page(figures, folder=FOLDER):
    """The scripts for a page with these figures, in the order in which they must run.

    Modules that the same figures need stand together in one script. So a page loads few
    scripts, nothing that it does not use, and nothing that another page has already loaded.

    Parameters
    ----------
    figures : list of str
        Modules with a ``render``.

    Returns
    -------
    dict of str
        File names and their texts.
    """
    together = _together(folder)
    needed = {users: text for users, text in together.items() if not users.isdisjoint(figures)}
    texts = {
        "-".join(sorted(name.removesuffix(".js") for name in users)) + ".js": text
        for users, text in needed.items()
    }
    return texts | {"page.js": OPEN + joined(["page.js"], folder)["page.js"].script + BEGIN}


@functools.cache
def _together(folder):
    """The scripts of modules, by the set of figures that need them; what most need comes first.

    What a module needs is needed by all its users, so it stands in the same script or before.
    """
    of_figure = {name: joined([name, "page.js"], folder) for name in figures(folder).values()}
    texts = {}
    for name, module in joined([*of_figure, "page.js"], folder).items():
        users = frozenset(figure for figure, needs in of_figure.items() if name in needs)
        if name != "page.js":
            texts[users] = texts.get(users, OPEN) + module.script
    return dict(sorted(texts.items(), key=lambda one: -len(one[0])))


def registered(name, value):
    """Data as a script that registers it by a name, as modules are."""
    return OPEN + _registered(name, value)


def _registered(name, value):
    return f"{REGISTRY}[{json.dumps(name)}] = {value};\n"


def element(figure):
    """The name of the HTML element that becomes a figure, from that of its module.

    Examples
    --------
    >>> element("digit_reader.js")
    'cnn-digit-reader'
    """
    return "cnn-" + figure.removesuffix(".js").replace("_", "-")


def figures(folder=FOLDER):
    """All modules with a ``render``, by their elements."""
    names = sorted(path.name for path in folder.glob("*.js"))
    return {
        element(name): name for name in names if "export function render(" in read(name, folder)
    }


def figures_on(page, folder=FOLDER):
    """The modules of the figures whose elements stand in a page's HTML, sorted.

    Raises
    ------
    ValueError
        For an element that no module draws.

    Examples
    --------
    >>> figures_on("<p>text</p><cnn-digit-reader></cnn-digit-reader><cnn-pooling>")
    ['digit_reader.js', 'pooling.js']
    """
    known = figures(folder)
    elements = set(ELEMENT.findall(page))
    if elements - set(known):
        unknown = ", ".join(sorted(elements - set(known)))
        raise ValueError(f"no figure draws {unknown}; there are {', '.join(known)}")
    return sorted(known[one] for one in elements)


def _join(name, folder, found, path):
    """Put a module into `found`, after those it imports; `path` is who imports it."""
    if name in found:
        return
    # What is for those who write the scripts is not sent to those who read the book.
    text = COMMENT.sub("", TYPES.sub(_as_empty, read(name, folder)))
    _refuse_other_forms(name, text)
    needs = [name]
    for line in IMPORT.finditer(text):
        wanted, needed = re.findall(r"(\w+)(?: as \w+)?", line[1]), line[2]
        if needed in (*path, name):
            circle = [*path, name, needed]
            circle = ", ".join(circle[circle.index(needed) :])
            raise ValueError(
                f"{_place(name, line)}: imports go round in a circle ({circle}); move what they "
                "share into a module of its own"
            )
        if not (folder / needed).is_file():
            raise ValueError(f"{_place(name, line)}: there is no {needed} beside it")
        _join(needed, folder, found, (*path, name))
        if missing := set(wanted) - set(found[needed].exports):
            raise ValueError(
                f"{_place(name, line)}: {needed} exports no {', '.join(sorted(missing))}; "
                f"it exports {', '.join(found[needed].exports)}"
            )
        needs.append(found[needed].key)
    # Another content of a module is another one of all that stand on it.
    key = f"{name} {hashlib.sha256(''.join([*needs, text]).encode()).hexdigest()[:6]}"
    exports = ["".join(names) for names in EXPORT.findall(text)]
    body = INDENT.sub("", EXPORT.sub("", IMPORT.sub(_bound, text))).strip()
    body = LINE_END.sub(r"\1", body)
    evaluated = f'(() => {{\n"use strict";\n{body}\nreturn {{ {", ".join(exports)} }};\n}})()'
    script = _registered(name, f"{REGISTRY}[{json.dumps(key)}] ??= {evaluated}")
    found[name] = Module(key, exports, script)


def _bound(line):
    """An import as a plain script has it: what it needs was registered just before."""
    taken = line[1].replace(" as ", ": ")
    return f"const {{{taken}}} = {REGISTRY}[{json.dumps(line[2])}];"


def _refuse_other_forms(name, text):
    for form in (IMPORT, EXPORT):
        text = form.sub(_as_empty, text)
    if other := OTHER.search(text):
        raise ValueError(
            f"{_place(name, other)}: modules are joined by lines that say "
            'import { a, b } from "./other.js"; or begin with export function, export class or '
            f"export const a =; got {text.splitlines()[_line(other) - 1].strip()}"
        )


def _line(match):
    return match.string.count("\n", 0, match.start()) + 1


def _place(name, match):
    return f"{name}, line {_line(match)}"


def _as_empty(match):
    """Nothing, over as many lines, so that what follows keeps its line number."""
    return "\n" * match[0].count("\n")
