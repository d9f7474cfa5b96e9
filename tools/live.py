"""What the pages need to run Python in the reader's browser: `python -m tools.live`.

The runtime comes from npm, pinned and hashed in live/package-lock.json. It is packed with
this package into scripts under _build/live, because a page that is opened from a file can
load nothing else. Without npm or a network the book is built as well; the pages then say
nothing of it.
"""

import base64
import contextlib
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from cnn_course._files import digest
from tools import live_archive

ROOT = Path(__file__).resolve().parents[1]
ROOM, BUILT = ROOT / "live", ROOT / "_build" / "live"
MODULES = ROOM / "node_modules"
MANIFEST = BUILT / "manifest.json"
# What is bundled: the little that each page loads, the room that the first press opens, and
# the worker in it.
BUNDLES = ("start.js", "room.js", "worker.js")
WITHOUT = "The pages are built without Python in the browser; everything else is there."


class LeftOut(Exception):
    """Why the pages cannot run Python."""


def main():
    try:
        if get() | build():
            print("The pages of chapters 1 to 12 will run Python in the browser.", flush=True)
    except LeftOut as why:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(BUILT)
        print(f"{why}\n{WITHOUT}", flush=True)


def get():
    """Have npm install what is pinned; answers whether there was anything to do."""
    mark, pins = MODULES / ".pins", digest([ROOM / "package-lock.json"], ROOT)
    if mark.is_file() and mark.read_text("ascii") == pins:
        return False
    npm = shutil.which("npm")
    if npm is None:
        raise LeftOut("There is no npm here, which brings Python for the browser.")
    print("Getting Python for the browser from npm (once) ...", flush=True)
    # No package may run anything while it is installed.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=ROOM, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise LeftOut(f"npm could not get Python for the browser: {' '.join(said[-1:])}")
    mark.write_text(pins, "ascii")
    return True


def build():
    """Pack the runtime and the course; answers whether anything had changed."""
    ours = [*sorted(ROOM.glob("src/*")), *sorted((ROOT / "tools").glob("live*.py"))]
    wanted = digest([*live_archive.sources(), *ours, ROOM / "package-lock.json"], ROOT)
    if MANIFEST.is_file() and json.loads(MANIFEST.read_text("utf-8"))["digest"] == wanted:
        return False
    print("Packing Python for the browser ...", flush=True)
    fresh = BUILT.with_name("live.part")
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    carried = {
        name: carry(fresh, name, content, compressed)
        for name, content, compressed in live_archive.files(MODULES, compiled)
    }
    for name in BUNDLES[::-1]:  # the first knows how large all others are
        sizes = {"room.js": 0} | {path.name: path.stat().st_size for path in fresh.glob("*.js")}
        bundle(name, fresh, sizes)
    worker = fresh / "worker.js"
    carry(fresh, "worker.js", worker.read_bytes(), False)
    worker.unlink()
    shutil.copy(ROOM / "src" / "live.css", fresh)
    manifest = {"digest": wanted, "carried": carried}
    (fresh / MANIFEST.name).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(BUILT)
    fresh.rename(BUILT)
    return True


def carry(folder, name, content, compress):
    """Write a file as a script that registers it as text; answers with the script's size."""
    content = gzip.compress(content, 9, mtime=0) if compress else content
    text = base64.b64encode(content).decode("ascii")
    path = folder / f"{name}.js"
    path.write_text(f"cnnLive.carry({json.dumps(name)},{json.dumps(text)});\n", "ascii")
    return path.stat().st_size


def compiled(archive):
    """What Python in the browser makes of the modules that chapters begin with: it is asked, in Node.

    Returns
    -------
    dict of str to bytes
        Bytecode, by the path of its source.
    """
    with tempfile.TemporaryDirectory() as folder:
        site, out = Path(folder, "site.zip"), Path(folder, "out.zip")
        site.write_bytes(archive)
        script = [ROOM / "src" / "compile.mjs", MODULES / "pyodide", site, out]
        done = subprocess.run(
            [node(), *script, *live_archive.BEGIN_WITH], capture_output=True, text=True
        )
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise LeftOut(f"Python for the browser did not start in Node: {' '.join(said[-1:])}")
        with zipfile.ZipFile(out) as answer:
            return {name: answer.read(name) for name in answer.namelist()}


def node():
    program = shutil.which("node")
    if program is None:
        raise LeftOut("There is no node here, which prepares the scripts of the pages.")
    return program


def bundle(name, folder, sizes):
    """Join one script and all it imports, with esbuild."""
    esbuild = MODULES / "esbuild" / "bin" / "esbuild"
    command = [
        node(), esbuild, ROOM / "src" / name, "--bundle", "--minify", "--format=iife", "--target=es2022",
        "--charset=utf8", "--legal-comments=none", f"--define:SIZES={json.dumps(sizes)}",
        f"--outfile={folder / name}", "--log-level=warning",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOM, capture_output=True, text=True)
    if done.returncode or done.stderr:
        sys.exit(f"{name} could not be bundled:\n{done.stderr}")


if __name__ == "__main__":
    main()
