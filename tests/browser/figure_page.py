"""A page from a file that holds interactive figures and nothing else, and ways to read it."""

import html

import pytest

from cnn_course.explorables import modules

SMALL = [[1, 7, 2, 0], [3, 5, 4, 6], [8, 0, 1, 9]]


def write(folder, body, data=None, css=""):
    """Write the page and its scripts into a folder, and return the page's address.

    `data` holds scripts that some figures need beside their modules, by file name.
    """
    figures = modules.for_page(modules.figures_on(body))
    scripts = {**(data or {}), "figures.js": "\n".join(figures.values())}
    for name, text in scripts.items():
        (folder / name).write_text(text, encoding="utf-8")
    tags = "".join(f'<script defer src="{name}"></script>' for name in scripts)
    (folder / "page.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A figure</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{css}{modules.style()}</style>{tags}</head>"
        f"<body><main>{body}</main></body></html>",
        encoding="utf-8",
    )
    return (folder / "page.html").as_uri()


@pytest.fixture
def show(lend, tmp_path):
    """`show(figure, width=...)` opens a page that holds the figure, or this HTML, alone."""

    def open_page(figure, **options):
        body = figure if isinstance(figure, str) else figure._repr_mimebundle_()[0]["text/html"]
        window = lend(**options)
        window.page.goto(write(tmp_path, body))
        window.page.wait_for_selector(".cnn-live > *", state="attached")
        window.page.errors, window.page.foreign = window.errors, window.foreign
        return window.page

    return open_page


def again(page, address):
    """The page anew, at this address: what was only in its memory is gone."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".cnn-live > *", state="attached")


def axe_finds(page):
    """The rules that a figure alone on its page breaks."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    tags = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(page, options=tags).response["violations"]
    apart = {"page-has-heading-one", "region"}  # of a page, not of a figure
    return [one["id"] for one in found if one["id"] not in apart]


def say_why_they_stay_still(show, tag, messages):
    """Figures whose states are bad, {state: message}, say so; what stands inside of them stays."""
    page = show(
        "".join(
            f'<{tag} state="{html.escape(state)}"><p>The numbers.</p></{tag}>' for state in messages
        )
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # those below the window start, too
    figures = page.locator(tag)
    assert figures.count() == len(messages)
    for figure, (state, message) in zip(figures.all(), messages.items()):
        said = figure.locator(".cnn-problem").inner_text()
        assert "could not be started" in said and message in said, state[:200]
        assert figure.get_by_text("The numbers.").is_visible(), state[:200]
    assert page.locator("img").count() == 0
    assert page.errors == []


# A figure alone with a model that Python could have made; what is saved is counted.
ALONE = """([figure, state]) => {
  const { standIn } = cnnCourse["page.js"];
  globalThis.model = standIn(state);
  globalThis.saved = 0;
  model.save_changes = () => { saved += 1; };
  const el = document.createElement("section");
  document.body.replaceChildren(el);
  globalThis.cleanup = cnnCourse[figure].render({ model, el });
}"""


def alone(page, figure):
    page.evaluate(ALONE, [figure.module, figure.state()])


def cells(page, name):
    """The numbers of a table as the page shows them."""
    rows = page.get_by_role("grid", name=name, exact=True).evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell =>"
        " cell.firstChild.value ?? cell.firstChild.textContent))"
    )
    return [[float(text.replace("\u2212", "-")) for text in row] for row in rows]


def marked(page, name, mark):
    """Row and column of the cells with a mark."""
    return page.get_by_role("grid", name=name, exact=True).evaluate(
        "(table, mark) => [...table.querySelectorAll(`td.${mark}`)].map(cell =>"
        " [cell.parentNode.rowIndex, cell.cellIndex])",
        mark,
    )


def button(page, name):
    return page.get_by_role("button", name=name)


def cell(page, name, row, column):
    return page.get_by_label(f"{name}, row {row}, column {column}:")


def enter(page, name, row, column, text):
    """Type into a cell."""
    cell(page, name, row, column).fill(text)
    cell(page, name, row, column).press("Enter")


def pick(page, name, option):
    """Choose among radio buttons; what does not fit may be refused."""
    group = page.get_by_role("radiogroup", name=name, exact=True)
    group.get_by_role("radio", name=option, exact=True).click()


def picked(page, name):
    """What is chosen there."""
    group = page.get_by_role("radiogroup", name=name, exact=True)
    return group.locator("label:has(:checked)").inner_text()
