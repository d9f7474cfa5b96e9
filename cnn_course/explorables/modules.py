"""The figures' JavaScript, as a notebook and as a page from a file can load it.

Each figure is a plain ES module that imports a few others beside it. A notebook gets
one text, which cannot import its neighbors; a browser that opens a page from a file
loads no modules at all. For both, the modules are joined as they are: each becomes a
function that answers with what it exports.
"""

import json
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "js"
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.M)
REGISTRY = "globalThis.cnnCourse"
# On a page, each element <cnn-some-thing> becomes the figure of some_thing.js.
BEGIN = """
{
  const figures = {};
  for (const [name, module] of Object.entries(globalThis.cnnCourse)) {
    if (module.render) figures[`cnn-${name.slice(0, -3).replaceAll("_", "-")}`] = module.render;
  }
  globalThis.cnnCourse["page.js"].begin(figures);
}
"""


def read(name, folder=FOLDER):
    """The text of one module.

    Raises
    ------
    FileNotFoundError
        When there is none of this name.
    """
    return (folder / name).read_text(encoding="utf-8")


def in_order(name, folder=FOLDER):
    """The module and all that it imports, each after those it needs.

    Returns
    -------
    list of str
    """
    found = []
    for _, needed in IMPORT.findall(read(name, folder)):
        found += [other for other in in_order(needed, folder) if other not in found]
    return [*found, name]


def wrapped(name, folder=FOLDER):
    """One module as a plain script that registers what it exports."""
    text = read(name, folder)
    text = IMPORT.sub(
        lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {REGISTRY}[{json.dumps(found[2])}];\n",
        text,
    )
    exported = ", ".join(EXPORT.findall(text))
    text = EXPORT.sub("", text)
    return (
        f"{REGISTRY} ??= {{}};\n{REGISTRY}[{json.dumps(name)}] = (() => {{\n"
        f'"use strict";\n{text}\nreturn {{ {exported} }};\n}})();\n'
    )


def for_notebook(name, folder=FOLDER):
    """A figure as the one module that anywidget asks for."""
    scripts = "".join(wrapped(part, folder) for part in in_order(name, folder))
    return f"{scripts}export default {{ render: {REGISTRY}[{json.dumps(name)}].render }};\n"


def for_page(figures, folder=FOLDER):
    """The scripts for a page with these figures, in the order in which they must run.

    Parameters
    ----------
    figures : list of str
        Modules with a ``render``.

    Returns
    -------
    dict of str
        File names and their texts.
    """
    names = []
    for figure in [*figures, "page.js"]:
        names += [name for name in in_order(figure, folder) if name not in names]
    texts = {name: wrapped(name, folder) for name in names}
    texts["page.js"] += BEGIN
    return texts
