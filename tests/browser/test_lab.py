"""The figures in a real JupyterLab with a real kernel: page and Python are one figure."""

import pytest

from tests.browser import lab_page
from tests.browser.lab_page import FIGURE
from tests.browser.opened import Visit, missing

PICTURE = "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"
CONVOLUTION = f"Convolution({PICTURE}, [[1, 0], [0, 10]])"
TEMPLATE = f"SlidingTemplate({PICTURE}, [[1], [-1], [1]])"
STAMPS = f"TransposedConvolution({PICTURE}, [[1, 2], [3, 4]], 2)"


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory):
    """One server, one notebook, one kernel for all tests here."""
    if not lab_page.installed():
        missing("JupyterLab is not installed")
    with lab_page.server(tmp_path_factory.mktemp("lab")) as address:
        window = Visit(browser, viewport={"width": 1280, "height": 900})
        lab = lab_page.Lab(window, address)
        window.errors.clear()  # what JupyterLab itself says while it opens
        yield lab
        window.context.close()


@pytest.fixture
def lab(notebook):
    yield notebook
    assert notebook.window.foreign == []
    assert notebook.window.errors == []


def numbers(figure, name):
    """The table of this name, as the page shows it."""
    return (
        figure.get_by_role("grid", name=name, exact=True)
        .evaluate(
            "table => JSON.stringify([...table.rows].map(row => [...row.cells].map(cell => Number("
            "(cell.firstChild.value ?? cell.firstChild.textContent).replace('\u2212', '-')))))"
        )
        .replace(",", ", ")
    )


def cell(figure, name, row, column):
    return figure.get_by_label(f"{name}, row {row}, column {column}:")


# The contrast of each text with what lies behind it, the smallest first.
CONTRASTS = """figure => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => parts(color).slice(0, 3).reduce((sum, part, at) => {
    const share = part / 255;
    const value = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    return sum + value * [0.2126, 0.7152, 0.0722][at];
  }, 0);
  const behind = (node) => {
    const { backgroundColor } = getComputedStyle(node);
    return parts(backgroundColor)[3] === 0 ? behind(node.parentElement) : backgroundColor;
  };
  const texts = [...figure.querySelectorAll("*")].filter((node) => node.checkVisibility() &&
    node.localName !== "option" && (node.matches("input:not([type=range])") ||
      [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())));
  return texts.map((node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), node.outerHTML.slice(0, 80)];
  }).sort(([a], [b]) => a - b);
}"""


def type_into(field, text):
    field.fill(text)
    field.press("Enter")


def test_convolution_is_one_figure_in_page_and_python(lab):
    figure = lab.show(CONVOLUTION)
    assert numbers(figure, "result") == "[[51, 62], [84, 95]]"
    type_into(cell(figure, "kernel", 0, 1), "-100")
    assert numbers(figure, "result") == "[[-149, -238], [-416, -505]]"
    lab.says("figure.kernel.tolist()", "[[1, -100], [0, 10]]")
    lab.says("figure.result.tolist()", "[[-149, -238], [-416, -505]]")
    lab.says("type(figure.result).__name__, figure.result.dtype.kind", "ndarray i")

    lab.tell("figure.kernel = [[1, 1], [1, 1]]")
    lab.shows(lambda: numbers(figure, "kernel"), "[[1, 1], [1, 1]]")
    lab.shows(lambda: numbers(figure, "result"), "[[12, 16], [24, 28]]")
    lab.tell("figure.stride, figure.bias = 2, [0.5]")
    lab.shows(lambda: numbers(figure, "result"), "[[12.5]]")


def test_arrow_keys_and_letters_stay_in_the_figure(lab):
    figure = lab.show(CONVOLUTION)
    slider = figure.get_by_role("slider")
    slider.click(position={"x": 3, "y": 3})
    slider.press("Home")
    for key, place in [("ArrowRight", 1), ("ArrowUp", 2), ("ArrowDown", 1), ("ArrowLeft", 0)]:
        slider.press(key)
        assert (slider.input_value(), lab.selected()) == (str(place), 1)
    slider.press("ArrowUp")
    lab.says("figure.place", "1")

    start = cell(figure, "kernel", 0, 0)
    start.click()
    for key, y, x in [
        ("ArrowDown", 1, 0),
        ("ArrowDown", 1, 0),
        ("ArrowRight", 1, 1),
        ("ArrowUp", 0, 1),
        ("ArrowUp", 0, 1),
        ("ArrowLeft", 0, 0),
    ]:
        lab.page.keyboard.press(key)
        assert cell(figure, "kernel", y, x).evaluate("node => node === document.activeElement")
        assert lab.selected() == 1
    # In JupyterLab these letters add cells and delete them.
    on = figure.get_by_role("button", name="One step on")
    for key in ("a", "b", "d", "d", "ArrowUp", "ArrowDown"):
        on.press(key)
    assert (lab.cells.count(), lab.selected()) == (3, 1)
    assert on.evaluate("node => node === document.activeElement")


def test_a_value_that_python_refuses_leaves_the_figure_as_it_was(lab):
    figure = lab.show(CONVOLUTION)
    before = figure.inner_text()
    for wrong, says in [
        ("kernel = [[1] * 6] * 6", "at most"),
        ("kernel = [[1] * 4] * 4", "does not fit"),
        ("kernel = [[float('nan')]]", "no NaN"),
        ("stride = 0", "stride"),
    ]:
        said = lab.run(lab.ASK, f"figure.{wrong}").inner_text()
        assert "Error" in said and says in said
    lab.says("figure.kernel.tolist(), figure.stride", "[[1, 0], [0, 10]] (1, 1)")
    assert numbers(figure, "kernel") == "[[1, 0], [0, 10]]"
    assert figure.inner_text() == before


def test_what_the_page_refuses_never_reaches_python(lab):
    figure = lab.show(CONVOLUTION)
    type_into(cell(figure, "kernel", 0, 0), "1e999")
    figure.get_by_role("alert").get_by_text("too large").wait_for()
    lab.says("figure.kernel.tolist()", "[[1, 0], [0, 10]]")


def test_several_values_change_together(lab):
    figure = lab.show("Convolution([[[1, 2], [3, 4]]], [[[[10], [100]]]])")
    figure.get_by_role("button", name="Add a filter").click()
    lab.says("figure.kernel.tolist(), figure.bias.tolist()", "[[[[10, 0], [100, 0]]]] [0, 0]")
    lab.says("figure.result.tolist()", "[[[210, 0], [430, 0]]]")
    lab.tell(
        "with figure.hold_trait_notifications():\n"
        "    figure.picture, figure.kernel, figure.bias = [[5]], [[2]], [1]"
    )
    lab.shows(lambda: numbers(figure, "result"), "[[11]]")


def test_pooling_answers_both_ways(lab):
    figure = lab.show("Pooling([[1, 7, 2, 0], [3, 5, 4, 6]])")
    assert numbers(figure, "result") == "[[7, 6]]"
    type_into(cell(figure, "picture", 0, 2), "9")
    lab.says("figure.picture.tolist()", "[[1, 7, 9, 0], [3, 5, 4, 6]]")
    lab.says("figure.result.tolist()", "[[7, 9]]")
    lab.tell("figure.how = 'average'")
    lab.shows(lambda: numbers(figure, "result"), "[[4, 4.75]]")


def test_a_question_is_answered_in_the_page_and_in_python(lab):
    figure = lab.show("QuestionField('stride.two_widths')")
    type_into(figure.get_by_label("Your answer"), "12, 13")
    lab.says("figure.answer, figure.feedback.status", "(12, 13) recognized")
    said = figure.get_by_role("status")
    lab.says(f"figure.feedback.paragraphs[0] in {said.inner_text()!r}", "True")
    lab.tell("figure.answer = (13, 13)")
    lab.shows(lambda: figure.get_by_label("Your answer").input_value(), "(13, 13)")
    lab.says(f"figure.feedback.title in {said.inner_text()!r}", "True")


def test_the_digit_reader_reads_a_picture_from_python(lab):
    figure = lab.show("DigitReader()")
    lab.tell("from cnn_course import data\ndigits = data.load_mnist_5k()")
    lab.tell("figure.picture, label = digits.test_images[0, :, :, 0], int(digits.test_labels[0])")
    lab.says("figure.probabilities.argmax() == label", "True")
    lab.says("figure.probabilities.sum().round(6)", "1.0")
    digit = lab.run(lab.ASK, "print(label)").inner_text().strip()
    lab.shows(lambda: f"reads a {digit} " in figure.inner_text().replace("an ", "a "), True)
    figure.get_by_role("button", name="a 4", exact=True).click()
    lab.says("figure.probabilities.argmax(), figure.picture.max() > 0", "4 True")


# Two of each kind; how to tell the second one's field or cell from the first one's.
TWINS = {
    "Question": (
        "QuestionField('stride.two_widths'), QuestionField('stride.padding_twice')",
        "Your answer",
    ),
    "Convolution": (f"{CONVOLUTION}, {CONVOLUTION}", "Stride"),
    "Pooling": (f"Pooling({PICTURE}), Pooling({PICTURE})", "Stride"),
    "Digit reader": ("DigitReader(), DigitReader()", "Paper to draw a digit on"),
    "Receptive field": ("ReceptiveField(), ReceptiveField()", "Kernel of layer 1"),
    "Sliding template": (f"{TEMPLATE}, {TEMPLATE}", "Place of the template"),
    "Transposed convolution": (f"{STAMPS}, {STAMPS}", "Stride"),
}


@pytest.mark.parametrize("kind", TWINS)
def test_two_of_a_kind_do_not_meet(lab, kind):
    made, label = TWINS[kind]
    lab.run(FIGURE, f"from cnn_course.explorables import *\nfigures = {made}\ndisplay(*figures)")
    twins = lab.output.get_by_role("group", name=kind, exact=True)
    lab.shows(twins.count, 2)
    ids = lab.page.evaluate("[...document.querySelectorAll('[id^=cnn-]')].map((node) => node.id)")
    assert len(set(ids)) == len(ids)
    pointing = twins.nth(1).evaluate(
        "twin => [...twin.querySelectorAll('[for], [aria-labelledby], [aria-describedby]')].flatMap("
        "node => ['for', 'aria-labelledby', 'aria-describedby'].flatMap("
        "name => node.getAttribute(name)?.split(' ') ?? []))"
        ".map(id => twin.contains(document.getElementById(id)))"
    )
    assert all(pointing), "a label points out of its own figure"
    # A label that is clicked puts the cursor into its own figure's field.
    if kind == "Question":
        twins.nth(1).get_by_text(label).click()
    else:
        field = twins.nth(1).get_by_label(label, exact=True)
        radios = field.get_by_role("radio")
        (radios.first if radios.count() else field).focus()
    assert twins.nth(1).evaluate("twin => twin.contains(document.activeElement)")


DIGITS = "from cnn_course import data\nd = data.load_digits()"
LEARNS = "Training(d.train_images / 16, d.train_labels, rate=0.01)"


def test_a_network_learns_in_the_kernel_while_the_page_shows_it(lab):
    lab.tell(DIGITS)
    figure = lab.show(LEARNS)
    count = figure.locator(".cnn-count")
    step = figure.get_by_role("button", name="One step of learning")
    for number in (1, 2):
        step.click()
        lab.shows(lambda number=number: count.inner_text().startswith(f"{number} step"), True)
        lab.says("figure.done, len(figure.losses)", f"{number} {number}")
    # What is pressed there stays there: JupyterLab takes letters for itself.
    step.press("b")
    assert lab.cells.count() == 3
    figure.get_by_role("radio", name="fast").check()
    figure.get_by_role("button", name="Play").click()
    lab.shows(lambda: "epochs" in count.inner_text(), True)
    figure.get_by_role("button", name="Pause").click()
    lab.page.wait_for_timeout(500)
    shown = int(count.inner_text().split(" step")[0].replace(",", ""))
    lab.says("figure.done", str(shown))
    # Python draws, and starts again; the page follows.
    lab.tell("figure.drawn = d.train_images[4, :, :, 0]")
    lab.shows(lambda: figure.locator(".cnn-answer").inner_text().startswith("It reads a 4"), True)
    lab.tell("figure.filters = 2")
    lab.shows(count.inner_text, "No step yet.")
    lab.shows(figure.locator(".cnn-tile").count, 2)
    lab.tell("figure.train(3)")
    lab.shows(lambda: count.inner_text().startswith("3 steps"), True)
    figure.get_by_role("combobox", name="First weights").select_option("zeros")
    lab.says("figure.initial, figure.done", "zeros 0")


def test_the_second_question_has_its_own_answer(lab):
    lab.run(FIGURE, f"figures = {TWINS['Question'][0]}\ndisplay(*figures)")
    twins = lab.output.get_by_role("group", name="Question", exact=True)
    lab.shows(twins.count, 2)
    twins.nth(1).get_by_text("Your answer").click()
    lab.page.keyboard.type("17")
    lab.page.keyboard.press("Enter")
    lab.says("[figure.typed for figure in figures]", "['', '17']")
    assert twins.nth(0).get_by_role("status").inner_text() == ""


def test_all_text_is_read_in_the_dark_theme(lab):
    lab.choose("Settings", "Theme", "JupyterLab Dark")
    lab.page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    for code in (
        CONVOLUTION,
        "Pooling([[1, 7, 2, 0], [3, 5, 4, 6]])",
        "ReceptiveField()",
        TEMPLATE,
        STAMPS,
        "QuestionField('stride.two_widths')",
        "DigitReader()",
        LEARNS,
    ):
        if code == LEARNS:
            lab.tell(DIGITS)
        figure = lab.show(code)
        if "Question" in code:
            type_into(figure.get_by_label("Your answer"), "12, 12")
        contrasts = figure.evaluate(CONTRASTS)
        assert len(contrasts) > 3 and contrasts[0][0] > 4.5, (code, contrasts[:3])
