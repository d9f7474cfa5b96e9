"""What a reader does with a page whose code runs, and what can go wrong."""

import json

import pytest

from cnn_course.exercises.check import questions
from tests.browser.opened import HTML, Visit, served
from tests.live.conftest import CHAPTERS, Live, address, from_file, stored

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def second_chapter(shipped, browser):
    """Chapter 2, whose first cell has run: Python starts once for many tests."""
    window = Visit(browser, viewport={"width": 1280, "height": 900})
    page = Live(window.page).open(address("02_row", from_file()))
    page.run(0)
    yield page
    window.context.close()
    assert window.errors == [] and window.foreign == []


@pytest.fixture(scope="module")
def third_chapter(shipped, browser):
    """Chapter 3, with figures."""
    window = Visit(browser, viewport={"width": 1280, "height": 900})
    yield Live(window.page).open(address("03_picture", from_file()))
    window.context.close()
    assert window.errors == [] and window.foreign == []


def as_it_was(page):
    """The same page for each test, with all its code as it was."""
    page.page.evaluate(
        """document.querySelectorAll(".cnn-live-foot > button").forEach(
          button => button.hidden || button.click())"""
    )
    return page


@pytest.fixture
def page(second_chapter):
    """Chapter 2, whose first cell has run in this Python."""
    as_it_was(second_chapter).run(0)
    return second_chapter


@pytest.fixture
def third(third_chapter):
    return as_it_was(third_chapter)


def test_what_is_pressed_runs_after_what_stands_above_it(third):
    assert third.run(2) == "Cell 3 has run."
    assert [third.state(cell)[:3] for cell in range(4)] == ["ran", "ran", "ran", ""]
    # A drawing keeps the description of the picture that it replaces, as long as the code does.
    drawn = third.page.locator(".bd-article .cell").nth(1).locator("svg")
    assert drawn.get_attribute("aria-label").startswith("The second landing.")
    third.write(
        1,
        "half = np.zeros((4, 6), int)\nright_minus_left = kernels.VERTICAL_EDGES\nshow_landing(half, right_minus_left, 0, 0)",
    )
    third.run(1)
    assert not (drawn.get_attribute("aria-label") or "").startswith("The second landing.")
    assert "picture" in drawn.locator("title").first.text_content()
    assert third.run(2) == "Cell 3 has run."
    # What has run as it stands is not run again.
    before = third.written()[1]["outputs"]
    assert third.run(2) == "Cell 3 has run."
    assert third.written()[1]["outputs"] == before


def test_a_changed_cell_runs_by_the_keyboard_and_others_see_it(page):
    page.write(1, "seen = 6 * 7\nprint(seen)\nseen + 1")
    page.page.keyboard.press("Shift+Enter")
    page.waits_for(lambda: page.state(1)[:3], "ran")
    assert page.output(1).split() == ["42", "43"]
    page.write(2, "print(seen // 2)")
    assert page.state(2) == "the page's own result"
    page.run(2)
    assert page.output(2).strip() == "21"
    # The one above is changed and not run: it runs first.
    page.write(1, "seen = 100")
    assert page.state(1) == "changed since it ran"
    page.run(2)
    assert page.output(2).strip() == "50"


def test_a_mistake_is_told_down_to_the_readers_own_line(page):
    page.write(1, "from cnn_course import output_size\n\noutput_size(3, kernel=5)")
    page.write(2, "print('never')")
    page.press(2)
    page.waits_for(lambda: "ended with an error" in page.said())
    told = page.output(1)
    assert 'File "<cell 2>", line 3, in <module>' in told
    assert "output_size(3, kernel=5)" in told
    assert "ValueError: kernel 5 does not fit" in told
    assert "shapes.py" not in told
    assert "never" not in page.output(2)


def test_python_that_cannot_be_read_is_told_as_well(page):
    page.write(1, "for place in range(3)\n    print(place)")
    assert "ended with an error" in page.run(1)
    assert "SyntaxError: expected ':'" in page.output(1)


def test_the_page_answers_while_a_cell_without_end_runs_which_is_stopped_and_python_begins_again(
    page,
):
    page.write(1, "while True:\n    pass")
    page.press(1)
    page.waits_for(lambda: page.state(1), "runs ...")
    longest = page.page.evaluate(
        """async () => {
          let longest = 0, last = performance.now();
          const field = document.querySelectorAll(".cm-content")[0];
          for (let turn = 0; turn < 40; turn++) {
            scrollBy(0, 40);
            field.dispatchEvent(new InputEvent("beforeinput", { data: "x", inputType: "insertText" }));
            await new Promise(requestAnimationFrame);
            longest = Math.max(longest, performance.now() - last);
            last = performance.now();
          }
          return longest;
        }"""
    )
    assert page.state(1) == "runs ..."
    assert longest < 500  # milliseconds; benchmarks/live.py measures it on a quiet machine
    page.page.locator(".cnn-live-run").nth(1).click()
    page.waits_for(lambda: "Python began again" in page.said())
    assert page.state(1) == "stopped"
    assert page.state(0) == "not run since Python began again"
    page.write(1, "print(np.arange(3))")
    assert page.run(1) == "Cell 2 has run."  # and the first cell ran before it
    assert page.output(1).strip() == "[0 1 2]"


def test_what_was_written_is_kept_comes_back_and_can_be_thrown_away(live):
    own = live("02_row")
    own.page.locator(".bd-article .cell .highlight-python").nth(1).click()
    own.write(1, "print('mine')")  # the editor alone keeps it, before there is Python
    own.page.reload()
    assert "You changed a cell of this page" in own.said()
    own.waits_for(lambda: own.page.locator(".cm-content", has_text="print('mine')").count(), 1)
    own.run(1)
    assert own.output(1).strip() == "mine"
    own.page.click("text=Reset all cells")
    assert own.written()[1]["source"] == "".join(stored("02_row")[1]["source"])
    assert "mine" not in own.output(1)
    own.page.click("text=Take that back")
    assert own.written()[1]["source"] == "print('mine')"
    own.page.click("text=Reset all cells")
    own.page.reload()
    assert "Change any code" in own.said()


def test_one_cell_goes_back_and_its_stored_output_with_it(page):
    before = page.output(2)
    page.write(2, "print('mine')")
    page.run(2)
    assert page.output(2).strip() == "mine"
    page.page.locator(".cnn-live-foot").nth(2).locator("button").click()
    assert page.output(2) == before
    assert page.page.locator(".cnn-live-foot").nth(2).locator("button").is_hidden()


def test_the_download_is_the_notebook_with_what_was_written(page):
    page.write(1, "print('mine')")
    page.run(1)
    with page.page.expect_download() as download:
        page.page.click("text=Download mine")
    assert download.value.suggested_filename == "02_row.ipynb"
    notebook = json.loads(download.value.path().read_text("utf-8"))
    sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert "print('mine')" in sources
    assert "find_spec" in sources[0]  # where the package comes from
    (cell,) = [cell for cell in notebook["cells"] if cell["source"] == "print('mine')"]
    assert cell["outputs"] == [{"output_type": "stream", "name": "stdout", "text": "mine\n"}]
    assert notebook["nbformat"] == 4


def test_the_editor_is_entered_and_left_by_the_keyboard(page):
    field = page.page.locator(".cm-content").first
    field.focus()
    page.page.keyboard.press("Tab")
    assert field.evaluate("field => field === document.activeElement")  # it indents
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Tab")
    assert not field.evaluate("field => field === document.activeElement")
    assert "Escape" in field.get_attribute("aria-label")


def test_figures_and_python_share_what_they_show(third):
    third.run(0)
    third.write(1, "figure = Convolution(np.zeros((5, 5)), kernels.BLUR)\nfigure")
    third.run(1)
    pixels = third.page.locator(".bd-article .cell").nth(1).locator("[aria-label^='picture, row']")
    pixels.nth(6).fill("7")
    pixels.nth(6).press("Enter")
    third.write(2, "print(figure.picture[1].tolist())\nfigure.picture = np.eye(5)")
    third.run(2)
    assert third.output(2).strip() == "[0, 7, 0, 0, 0]"
    # And back: what Python sets, the page shows.
    third.waits_for(lambda: [one.input_value() for one in pixels.all()[:7]], list("1000001"))


@pytest.mark.parametrize(
    "question", [one for one in questions() if one.cases], ids=lambda one: one.name
)
def test_a_question_about_code_is_judged_where_it_stands(request, live, question):
    (chapter,) = [name for name in CHAPTERS if name.startswith(f"{question.chapter:02d}_")]
    page = request.getfixturevalue("page") if chapter == "02_row" else live(chapter)
    asked = page.page.locator(f"cnn-question[name='{question.name}']")
    asked.scroll_into_view_if_needed()
    page.waits_for(lambda: "in the cell above" in asked.text_content())
    page.run(0)
    sources = [cell["source"] for cell in page.written()]
    asks = [i for i, source in enumerate(sources) if f'check("{question.name}"' in source]
    place, solution = asks  # the second is the folded one
    page.empty(1, place)  # chapter 11 trains there, which is nothing to the question
    written = sources[place].replace("return ...", "return None", 1)
    page.write(place, written)
    page.run(place)
    assert "Your function gave nothing back" in page.output(place)
    page.write(place, sources[solution])
    page.run(place)
    assert "Right" in page.output(place)


def test_a_network_learns_in_the_page(live):
    page = live("10_one_weight")
    figure = page.page.locator("cnn-training")
    figure.scroll_into_view_if_needed()
    figure.get_by_role("button", name="Run this page").click()
    page.waits_for(lambda: figure.locator(".cnn-alone").count() == 0, True)
    figure.get_by_label("Learning rate").fill("1/18")
    figure.get_by_label("Learning rate").press("Enter")
    figure.get_by_role("button", name="One step of learning").click()
    page.waits_for(lambda: "The weight is 2." in figure.locator(".cnn-count").inner_text())


def test_nothing_that_chapters_begin_with_is_compiled_in_the_page(page):
    """Each module is frozen into the runtime, or came as bytecode."""
    page.write(
        1,
        """import os, sys
def compiled_here(module):
    spec = getattr(module, "__spec__", None)
    source = spec is not None and hasattr(spec.loader, "get_data") and spec.origin.endswith(".py")
    return source and not os.path.exists(spec.cached or "")
from cnn_course import data, explorables, figures, nn
print([name for name, module in sys.modules.items() if compiled_here(module)])
import colorsys
print(compiled_here(colorsys))""",
    )
    page.run(1)
    assert page.output(1).split("\n") == ["[]", "True", ""]


def test_a_photograph_comes_when_a_cell_names_it(page):
    page.write(1, "from cnn_course import data\ndata.load_photo('rocket').shape")
    page.run(1)
    assert page.output(1).strip() == "(427, 640, 3)"


def test_a_training_shows_how_far_it_is(page):
    page.write(
        1,
        "import time\nfrom tqdm import tqdm\nfor _ in tqdm(range(30), unit='step'):\n    time.sleep(0.1)",
    )
    page.press(1)
    bar = page.page.locator(".cnn-live-training").nth(1)
    page.waits_for(lambda: "of 30 steps" in bar.text_content())
    first = int(bar.text_content().split()[0])
    page.waits_for(lambda: int((bar.text_content().split() or ["0"])[0]) > first)
    page.waits_for(lambda: page.state(1)[:3], "ran")
    assert bar.text_content() == ""


def test_a_phone_never_scrolls_sideways(third):
    third.page.set_viewport_size({"width": 360, "height": 900})
    third.run(6)
    assert third.page.evaluate("document.documentElement.scrollWidth") <= 360
    third.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("delete globalThis.WebAssembly", "WebAssembly is switched off"),
        ("delete globalThis.Worker", "has no workers"),
        ("delete globalThis.DecompressionStream", "too old"),
    ],
)
def test_a_browser_that_cannot_is_told_so(live, visit, without, sentence):
    window = visit()
    window.page.add_init_script(without)
    window.page.goto(f"{from_file()}/book/02_row.html")
    window.page.click(".cnn-live-bar button")
    window.page.wait_for_function(
        "document.querySelector('.cnn-live-said').textContent.includes('Python cannot')"
    )
    said = window.page.inner_text(".cnn-live-said")
    assert sentence in said and "can be read as before" in said


def test_memory_that_is_refused_is_said(live, visit):
    window = visit()
    # The worker's first memory is refused, as by a browser that has none left.
    window.page.add_init_script(
        """const Real = Worker;
        globalThis.Worker = class extends Real {
          postMessage(message) {
            if (message.kind !== "boot") return super.postMessage(message);
            const told = { kind: "failed", of: "boot", text: "WebAssembly.Memory(): could not allocate memory" };
            setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: told })), 0);
          }
        };"""
    )
    window.page.goto(f"{from_file()}/book/02_row.html")
    window.page.click(".cnn-live-bar button")
    window.page.wait_for_function(
        "document.querySelector('.cnn-live-said').textContent.includes('no more memory')"
    )


def test_a_page_under_a_path_names_what_is_missing_tries_again_and_then_needs_no_network(
    shipped, visit
):
    with served(HTML.parent) as base:
        window = visit()
        blocked = True
        window.page.route(
            "**/numpy.zip.js", lambda route: route.abort() if blocked else route.continue_()
        )
        page = Live(window.page).open(address("02_row", f"{base}/{HTML.name}"))
        page.press()
        page.waits_for(lambda: "could not be loaded" in page.said())
        assert "numpy.zip.js" in page.said()
        blocked = False
        assert page.run(0) == "Cell 1 has run."
        window.context.set_offline(True)
        page.write(1, "print(sum(range(10)))")
        page.run(1)
        assert page.output(1).strip() == "45"
        # What has not come yet cannot come now, and that is said.
        page.write(2, "from cnn_course import data\nprint(data.load_photo('rocket').shape)")
        page.press(2)
        page.waits_for(lambda: "rocket.npz.js" in page.said())
        window.context.set_offline(False)
        page.run(2)
        assert page.output(2).strip() == "(427, 640, 3)"
    assert window.foreign == []


def test_a_folder_may_have_any_name_and_a_browser_may_keep_nothing_which_it_says(
    shipped, visit, tmp_path
):
    folder = tmp_path / "Kurs für Anna #1"
    folder.symlink_to(HTML)
    window = visit()
    window.page.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    page = Live(window.page).open(address("02_row", folder.as_uri()))
    assert page.run(1) == "Cell 2 has run."
    assert page.state(1)[:3] == "ran"
    page.write(0, "# mine")
    page.waits_for(lambda: "keeps nothing" in page.said())
    assert window.errors == [] and window.foreign == []


def test_a_click_into_the_code_brings_the_editor_and_no_python(live):
    page = live("02_row")
    asked = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.locator(".bd-article .cell .highlight-python").nth(1).click()
    page.page.wait_for_selector(".cm-focused")
    page.page.keyboard.press("End")
    page.page.keyboard.type(" / 1 // 1")  # the page's search would like the sign for itself
    assert "/ 1 // 1" in page.written()[1]["source"]
    assert page.page.locator(".cnn-live-hint:visible").count() == 1
    assert not any("pyodide" in url for url in asked)


def test_a_loop_that_prints_without_end_leaves_the_page_and_stop_alive(page):
    page.write(1, "while True:\n    print('again and again')")
    page.press(1)
    page.waits_for(lambda: "and more, which is not shown" in page.output(1))
    page.page.locator(".cnn-live-run").nth(1).click(timeout=5000)
    page.waits_for(lambda: "Python began again" in page.said())
    assert len(page.output(1)) < 60_000
    height = page.page.locator(".cnn-live-written pre").first.evaluate("pre => pre.offsetHeight")
    assert height < 600


def test_a_cell_whose_way_is_blocked_says_by_which(page):
    page.write(1, "raise ValueError('no')")
    page.press(3)
    page.waits_for(lambda: page.state(3).startswith("not run: cell 2 above"))
    page.page.locator(".cnn-live-state button", has_text="Show cell 2").dispatch_event("click")
    focused = page.page.locator(".bd-article .cell").nth(1).locator(".cm-focused")
    page.waits_for(focused.count, 1)


def test_a_check_of_the_page_is_no_wall_for_who_changed_what_it_checks(live):
    page = live("03_picture")
    page.run(0)
    # The fourth cell asserts what the second one's kernel makes.
    sources = [cell["source"] for cell in page.written()]
    assert "assert edges.tolist()" in sources[3] and "half = " in sources[1]
    page.write(1, sources[1].replace("kernels.VERTICAL_EDGES", "kernels.HORIZONTAL_EDGES"))
    assert page.run(4) == "Cell 5 has run."
    assert "does not hold any more" in page.state(3)
    assert page.state(5) == "the page's own result"
    # A cell that the reader presses itself tells its error as always.
    assert "ended with an error" in page.run(3)
