"""``python -m benchmarks.live``: the live pages of the built book, timed in Chromium.

Beside what a reader would use instead: the same lines in CPython, and a Jupyter kernel.
It writes cnn_course/results/bench_live.json.
"""

import datetime
import gzip
import json
import re
import subprocess
import sys
import time

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright

from benchmarks.rounds import four_digits, spread
from cnn_course.reproduce.record import environment
from cnn_course.results import FOLDER
from tests.browser.opened import FLAGS, HTML, chromium, served
from tests.live.conftest import CHAPTERS, Live, address
from tools.digest import ROOT

ROUNDS = 5
CHAPTER, CELL = "03_picture", 1  # the first cell that puts something out
EPOCHS = 4
# Chapter 12's network and its training.
EPOCH = f"""
import time
import numpy as np
from cnn_course import data
from cnn_course.nn import Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network, ReLU, Softmax
digits = data.load_digits()
x, y = digits.train_images / 16, digits.train_labels
half = [Conv2D(8, 3, padding="same"), ReLU(), MaxPool2D(2), Dropout(0.1)]
more = [Conv2D(8, 3, padding="same"), ReLU(), MaxPool2D(2), Dropout(0.1)]
network = Network(
    [*half, *more, Flatten(), Dense(10), Softmax()], input_shape=(8, 8, 1), rng=np.random.default_rng(7)
)
network.compile(optimizer="adam", loss="mse")
fit = dict(batch_size=16, validation_split=0.1, verbose=0)
network.fit(x, y, epochs=1, **fit)
start = time.perf_counter()
history = network.fit(x, y, epochs={EPOCHS}, **fit).history
print((time.perf_counter() - start) / {EPOCHS}, history["loss"][-1])
"""
FREEZE = """
async () => {
  const gaps = [];
  const field = document.querySelectorAll(".cm-content")[0];
  let last = performance.now();
  for (let turn = 0; turn < 150; turn++) {
    scrollBy(0, turn % 2 ? 60 : -50);
    field.focus({ preventScroll: true });
    document.execCommand("insertText", false, "x");
    await new Promise(requestAnimationFrame);
    gaps.push(performance.now() - last);
    last = performance.now();
  }
  return Math.max(...gaps);
}
"""
BUSY = "import numpy as np\nimport time\nend = time.time() + 8\nwhile time.time() < end:\n    np.ones((300, 300)) @ np.ones((300, 300))"


def main():
    found = {
        name: []
        for name in ("first", "from_file", "cached", "jupyter", "page", "cpython", "freeze")
    }
    losses = set()
    with served() as site, sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for round_ in range(ROUNDS):
            print(f"round {round_ + 1} of {ROUNDS} ...", flush=True)
            context = program.new_context()
            page = Live(context.new_page())
            found["first"].append(first_output(page, site))
            found["cached"].append(first_output(page, site))
            page.write(1, EPOCH)
            page.run(1)
            seconds, loss = map(float, page.output(1).split())
            found["page"].append(seconds)
            page.write(1, BUSY)
            page.press(1)
            page.waits_for(lambda page=page: page.state(1), "runs ...")
            found["freeze"].append(page.page.evaluate(FREEZE))
            context.close()
            context = program.new_context()
            found["from_file"].append(first_output(Live(context.new_page()), HTML.as_uri()))
            context.close()
            found["jupyter"].append(in_jupyter())
            own, own_loss = in_cpython()
            found["cpython"].append(own)
            losses.add((loss, own_loss))
        program.close()
    measured = {
        "command": "python -m benchmarks.live",
        "date": datetime.date.today().isoformat(),
        "environment": environment(),
        "rounds": ROUNDS,
        "seconds_to_first_output": {
            name: spread(found[name]) for name in ("first", "from_file", "cached", "jupyter")
        },
        "seconds_an_epoch": {name: spread(found[name]) for name in ("page", "cpython")},
        "loss_differs_by": max(abs(one - other) for one, other in losses),
        "longest_freeze_milliseconds": spread(found["freeze"]),
        "bytes": sizes(),
    }
    pairs = zip(found["page"], found["cpython"])
    measured["times_cpython"] = spread([page / own for page, own in pairs])
    (FOLDER / "bench_live.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    print(
        json.dumps({name: measured[name] for name in measured if name != "environment"}, indent=1)
    )


def first_output(page, base):
    """Seconds from the press of a button to what its cell puts out."""
    page.open(address(CHAPTER, base))
    start = time.perf_counter()
    page.press(CELL)
    page.page.wait_for_function(
        f"document.querySelectorAll('.cnn-live-state')[{CELL}].textContent.startsWith('ran')",
        timeout=120_000,
    )
    return time.perf_counter() - start


def in_jupyter():
    """The same from the start of a Jupyter kernel, which is what a notebook of one's own waits for."""
    notebook = nbformat.read(ROOT / "book" / f"{CHAPTER}.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"][: CELL + 1]
    notebook.cells = code
    start = time.perf_counter()
    NotebookClient(notebook).execute()
    return time.perf_counter() - start


def in_cpython():
    done = subprocess.run(
        [sys.executable, "-c", EPOCH], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return tuple(map(float, done.stdout.split()))


def sizes():
    """What travels, compressed as a server would: before the press, and after it."""
    live = HTML / "_static" / "live"
    weigh = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in live.rglob("*")
        if path.is_file()
    }
    photos = [name for name in weigh if name.endswith(".npz.js")]
    base = sum(
        weigh[name] for name in weigh
        if name.endswith(".js") and name not in photos and name[:2] not in {c[:2] for c in CHAPTERS}
    ) - weigh["start.js"]  # fmt: skip
    after = {}
    for chapter in CHAPTERS:
        text = (live / "pages" / f"{chapter}.js").read_text("utf-8")
        named = [name for name in photos if re.search(rf'\\"{name.partition(".")[0]}\\"', text)]
        after[chapter] = base + weigh[f"{chapter}.js"] + sum(weigh[name] for name in named)
    largest = max(after, key=after.get)
    return {
        "before_the_press": weigh["start.js"] + weigh["live.css"],
        "after_it": four_digits(after[largest]),
        "chapter": largest,
    }


if __name__ == "__main__":
    main()
