"""``python -m benchmarks.figures``: the built book's figures on a slow device, timed in Chromium.

From a change to the paint that shows what it makes: a weight of a convolution, and a move of the
pen in the digit reader, with a processor that is slowed down. It writes
cnn_course/results/bench_figures.json.
"""

import datetime
import json

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.rounds import four_digits
from cnn_course.reproduce.record import environment
from cnn_course.results import FOLDER
from tests.browser.opened import FLAGS, HTML, chromium, served

SLOWER = 6
REPEATS = 3
WEIGHTS, STROKES, MOVES = 30, 10, 24
VIEW = {"width": 1280, "height": 900}
# painted(part): a promise of the milliseconds from now until what next changes in a part is painted.
PAINTED = """
{
  const ask = requestAnimationFrame;
  let painting = false; // between what a frame runs and its paint, after which messages come
  const later = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  };
  globalThis.requestAnimationFrame = (run) => ask((time) => {
    painting = true;
    later(() => { painting = false; });
    run(time);
  });
  globalThis.painted = (part) => new Promise((resolve) => {
    const begun = performance.now();
    const end = () => later(() => resolve(performance.now() - begun));
    const watch = new MutationObserver(() => {
      watch.disconnect();
      if (painting) end();
      else ask(end);
    });
    watch.observe(part, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  globalThis.pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
}
"""
# A person who types: what follows a change is done before the next one.
TYPE = """async (times) => {
  const figure = [...document.querySelectorAll("cnn-convolution")].pop();
  const fields = figure.querySelectorAll(".cnn-kernels input");
  const found = [];
  for (let time = 0; time < times; time++) {
    const field = fields[(5 * time) % fields.length];
    field.focus();
    field.value = String((time % 7) - 3.5);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(400);
    const shown = painted(figure.querySelector(".cnn-results"));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    found.push(await shown);
  }
  return found;
}"""
# A pen that never rests: each move comes as soon as the one before is answered.
DRAW = """async ([strokes, moves]) => {
  const canvas = document.querySelector(".cnn-paper canvas");
  canvas.setPointerCapture = () => {};
  const found = [];
  for (let stroke = 0; stroke < strokes; stroke++) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
      pointerId: 1, button: 0, clientX: left + x * width, clientY: top + y * height,
    }));
    fire("pointerdown", 0.2 + 0.06 * stroke, 0.15);
    for (let move = 1; move <= moves; move++) {
      const shown = painted(document.querySelector(".cnn-answers table"));
      const share = move / moves;
      fire("pointermove", 0.2 + 0.06 * stroke + 0.2 * Math.sin(3 * share), 0.15 + 0.7 * share);
      found.push(await shown);
    }
    fire("pointerup", 0.2, 0.9);
    await pause(400);
    if (stroke % 3 === 2) {
      [...document.querySelectorAll("cnn-digit-reader button")]
        .find((one) => one.textContent === "Clear").click();
      await pause(400);
    }
  }
  return found;
}"""
# What is timed: a page of the book, the figure there, and what is done to it.
TASKS = {
    "a weight, chapter 3": ("03_picture", "cnn-convolution", TYPE, WEIGHTS),
    "a weight, chapter 6": ("06_channels", "cnn-convolution", TYPE, WEIGHTS),
    "a move of the pen, front page": ("index", "cnn-digit-reader", DRAW, [STROKES, MOVES]),
    "a move of the pen, chapter 14": ("14_mnist", "cnn-digit-reader", DRAW, [STROKES, MOVES]),
}


def main():
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        measured = {
            "command": "python -m benchmarks.figures",
            "date": datetime.date.today().isoformat(),
            "environment": environment() | {"chromium": program.version},
            "slower": SLOWER,
            "repeats": REPEATS,
            "milliseconds": measure(program, HTML),
        }
        program.close()
    (FOLDER / "bench_figures.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    report(measured["milliseconds"])


def measure(program, html):
    """The quickest of the repeats of every task: what else a machine does only adds."""
    with served(html) as site:
        return {
            name: min(
                (timed(program, site, *task) for _ in range(REPEATS)), key=lambda one: one["p95"]
            )
            for name, task in TASKS.items()
        }


def timed(program, site, page, tag, work, amount):
    """Median and 95th percentile of one task, in milliseconds, in a fresh window."""
    context = program.new_context(viewport=VIEW, reduced_motion="reduce")
    window = context.new_page()
    window.add_init_script(PAINTED)
    window.goto(f"{site}/book/{page}.html")
    window.locator(tag).last.scroll_into_view_if_needed()
    window.locator(f"{tag}.cnn-started").last.wait_for()
    context.new_cdp_session(window).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    window.wait_for_timeout(2000)
    times = window.evaluate(work, amount)
    context.close()
    median, late = np.percentile(times, [50, 95])
    return {"median": four_digits(median), "p95": four_digits(late), "times": len(times)}


def report(milliseconds):
    for name, found in milliseconds.items():
        print(f"{name}: median {found['median']:.0f} ms, p95 {found['p95']:.0f} ms")


if __name__ == "__main__":
    main()
