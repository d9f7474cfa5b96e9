"""What a reader does with figures of numbers, in Chromium, Firefox and WebKit."""

import pytest

from cnn_course import data
from cnn_course import kernels as named
from cnn_course.explorables import (
    Convolution,
    Pooling,
    ReceptiveField,
    SlidingTemplate,
    TransposedConvolution,
    presets,
)
from tests.browser.figure_page import SMALL
from tests.browser.reader import CENTER
from tests.browser.reader_page import begun, cell, hands, reader, show  # noqa: F401
from tests.browser.test_own_picture import HAND, half, ink, png

pytestmark = pytest.mark.slow  # three browsers start

TURN = [[1, 2], [3, 4]]
SUM = ".cnn-sum"


def selected(reader, name):
    return reader.of(name, "field => field.value.slice(field.selectionStart, field.selectionEnd)")


@pytest.mark.parametrize("figure", [Convolution([[2, 7]], [[5]], bias=3), Pooling([[2, 7]], 1)])
def test_a_click_on_any_number_selects_it_and_typing_replaces_it(show, figure):
    reader = show(figure)
    if isinstance(figure, Convolution):
        reader.click("More")
    names = reader.ask(
        """() => [...document.querySelectorAll("input[type=text]")].map(field =>
          field.getAttribute("aria-label")?.split(":")[0] ?? field.labels[0].firstChild.textContent)"""
    )
    assert len(names) == (5 if isinstance(figure, Convolution) else 2)
    for name in names:
        reader.click(name)
        assert selected(reader, name) == reader.value(name), name
        reader.type("1")
        assert reader.value(name) == "1", name
        reader.press("Enter")


def test_a_picture_that_is_dropped_becomes_numbers(show):
    reader = show(Convolution(SMALL, TURN))
    picture = ink(8, 8)
    reader.ask(
        f"(...all) => ({HAND})(all)",
        "drop",
        "x.png",
        "image/png",
        list(png(half(8, 8))),
        ".cnn-slides",
    )
    reader.sees(lambda: reader.grid("picture"), picture.tolist())
    assert reader.grid("result") == Convolution(picture, TURN).result.tolist()


def test_a_second_press_sets_the_cursor(show):
    reader = show(Convolution(SMALL, TURN, bias=12345))
    for place, wanted in {0.1: "12345", 0.4: ""}.items():
        reader.drag(*reader.at("Bias", (place, 0.5)))
        assert selected(reader, "Bias") == wanted


def test_a_slip_of_the_mouse_changes_no_number(show):
    reader = show(Convolution(SMALL, [[12345, 6]]))
    left, right = cell("kernel", 0, 0), cell("kernel", 0, 1)
    reader.click(right)
    reader.click(left)
    reader.drag(*reader.at(left, CENTER, (0.9, 0.5), (1.5, 0.5)))
    assert reader.grid("kernel") == [[12345, 6]]
    reader.click(right)
    reader.drag(*reader.at(left, CENTER, (0.9, 0.5), (1.5, 0.5)))
    reader.type("7")
    reader.press("Enter")
    assert reader.grid("kernel") == [[7, 6]]
    assert reader.grid("result") == Convolution(SMALL, [[7, 6]]).result.tolist()


def test_the_arrow_keys_walk_over_the_weights(show):
    reader = show(Convolution(SMALL, TURN))
    reader.click(cell("kernel", 0, 0))
    for key, (row, column) in {"ArrowRight": (0, 1), "ArrowDown": (1, 1), "Home": (1, 0)}.items():
        reader.press(key)
        assert reader.focused().startswith(cell("kernel", row, column))
    reader.type("-2,5")
    reader.press("ArrowUp")
    assert reader.grid("kernel") == [[1, 2], [-2.5, 4]]


def test_steps_by_slider_button_and_play(show):
    reader = show(Convolution(SMALL, TURN))
    result = Convolution(SMALL, TURN).result
    assert reader.text(SUM).endswith(f"= {result[0, 0]}")
    reader.click("One step on")
    assert reader.text(SUM).endswith(f"= {result[0, 1]}")
    reader.click("Place of the window")  # in its middle
    assert reader.value("Place of the window") in ("2", "3")
    reader.press("Home", "ArrowRight", "ArrowRight", "ArrowRight")
    assert reader.text(SUM).endswith(f"= {result[1, 0]}")
    reader.click("Play all steps")
    reader.sees(lambda: reader.text(SUM).rsplit("= ")[-1], str(result[1, 2]))
    reader.sees(lambda: reader.ask("() => document.body.innerText.includes('Pause')"), False)
    reader.click(cell("result", 0, 1))
    assert reader.text(SUM).endswith(f"= {result[0, 1]}")


def test_settings_and_presets(show):
    reader = show(Convolution(SMALL, TURN, **presets()))
    reader.pick("Stride", "2")
    reader.choose("Padding", "same")
    wanted = Convolution(SMALL, TURN, stride=2, padding="same")
    assert reader.grid("result") == wanted.result.tolist()
    reader.choose("Padding", "1")
    reader.pick("Kernel columns", "3")
    wanted = Convolution(SMALL, [[1, 2, 0], [3, 4, 0]], stride=2, padding=1)
    assert reader.grid("result") == wanted.result.tolist()
    reader.choose("Picture", "the 6 x 6 example")
    reader.choose("Kernel", "outline")
    wanted = Convolution(data.make_six_by_six(), named.OUTLINE, stride=2, padding=1)
    assert reader.grid("result") == wanted.result.tolist()
    reader.reload()
    reader.sees(lambda: begun(reader), True)
    assert [reader.chosen("Stride"), reader.chosen("Padding")] == ["2", "1"]
    assert reader.grid("result") == wanted.result.tolist()
    assert reader.text(".cnn-kept") == "Kept in this browser."
    reader.click("Reset")
    assert [reader.chosen("Stride"), reader.chosen("Padding")] == ["1", "valid"]
    assert reader.grid("result") == Convolution(SMALL, TURN).result.tolist()


def test_back_and_on_and_a_link(show):
    reader = show(Convolution(SMALL, TURN))
    reader.click(cell("kernel", 0, 0))
    reader.type("9")
    reader.press("Enter")
    changed = Convolution(SMALL, [[9, 2], [3, 4]]).result.tolist()
    assert reader.grid("result") == changed
    reader.press("Control+z")
    assert reader.grid("kernel") == TURN
    reader.click("Redo")
    assert reader.grid("result") == changed
    reader.click("Copy link")
    reader.sees(
        lambda: "this link" in reader.text(".cnn-kept") or "copied" in reader.text(".cnn-kept"),
        True,
    )
    address = reader.ask("() => location.href")
    reader.click("Reset")
    assert "#" not in reader.ask("() => location.href")
    reader.ask("() => localStorage.clear()")
    reader.hands.open("about:blank")
    reader.hands.open(address)
    reader.sees(lambda: begun(reader), True)
    assert reader.grid("result") == changed


def test_the_mouse_paints_the_picture(show):
    reader = show(Convolution(SMALL, TURN))
    reader.click("More")
    reader.click("number to paint with")
    reader.type("8")
    reader.press("Enter")
    reader.click("Paint the picture with")
    reader.drag(*reader.at(cell("picture", 1, 0), CENTER, (1.5, 0.5), (2.5, 0.5)))
    painted = [SMALL[0], [8, 8, 8, SMALL[1][3]], SMALL[2]]
    assert reader.grid("picture") == painted
    assert reader.grid("result") == Convolution(painted, TURN).result.tolist()
    assert reader.ask("() => String(getSelection())") == ""


def test_pooling(show):
    reader = show(Pooling(SMALL))
    assert reader.text(SUM) == "max(1, 7, 3, 5) = 7"
    reader.pick("Keep", "average")
    reader.pick("Stride", "1")
    assert reader.grid("result") == Pooling(SMALL, stride=1, how="average").result.tolist()
    reader.pick("Keep", "max")
    reader.click("Move the picture one pixel to the right")
    moved = Pooling(SMALL, stride=1)
    moved.moved = (0, 1)
    assert reader.grid("result") == moved.result.tolist()
    reader.click("Back to its place")
    reader.click(cell("picture", 0, 0))
    reader.type("9")
    reader.press("Enter")
    assert reader.text(SUM) == "max(9, 7, 3, 5) = 9"


def test_the_keyboard_alone_is_enough(show):
    """From the tables on to the controls; a way around the end leads through the browser itself."""
    reader = show(Convolution(SMALL, TURN))
    reader.tab_to(cell("kernel", 0, 0))
    reader.type("9")
    reader.press("Tab")
    changed = Convolution(SMALL, [[9, 2], [3, 4]]).result
    assert reader.grid("result") == changed.tolist()
    reader.tab_to("Place of the window")
    reader.press("End")
    assert reader.text(SUM).endswith(f"= {changed[-1, -1]}")
    reader.tab_to("Stride")
    reader.press("ArrowDown")
    changed = Convolution(SMALL, [[9, 2], [3, 4]], stride=2).result
    reader.sees(lambda: reader.grid("result"), changed.tolist())


def test_the_receptive_field(show):
    figure = ReceptiveField([(3, 1), (3, 2)], 9)

    def says(figure, layer, place):
        reader.sees(lambda: reader.text(SUM), " ".join(figure.sentences(layer, place)))
        assert reader.ask("() => document.querySelectorAll('.cnn-seen').length") == sum(
            map(len, figure.seen(layer, place))
        )

    reader = show(figure)
    says(figure, 2, 1)
    reader.click("value 4 of layer 1")
    assert reader.focused() == "value 4 of layer 1"
    says(figure, 1, 4)
    reader.press("ArrowDown", "ArrowRight")
    assert reader.focused() == "pixel 6"
    says(figure, 0, 6)
    reader.choose("Dilation of layer 1", "2")
    says(ReceptiveField([(3, 1, 2), (3, 2)], 9), 0, 6)
    reader.click("Undo")
    says(figure, 0, 6)


def test_the_sliding_template(show):
    strip, weights = [[0, 2, 7, 0, 1, 0]], [[1, -1]]
    reader = show(SlidingTemplate(strip, weights))
    strong = f"{SUM} strong"
    reader.drag(*reader.at(cell("strip", 0, 1), CENTER), *reader.at(cell("strip", 0, 3), CENTER))
    assert reader.text(strong) == "7"
    reader.click(cell("sums", 0, 1))
    assert reader.text(strong) == "\u22125"
    reader.press("ArrowLeft")
    assert reader.focused().startswith(cell("sums", 0, 0))
    assert reader.text(strong) == "\u22122"
    reader.click("paint")
    reader.drag(*reader.at(cell("strip", 0, 3), CENTER), *reader.at(cell("strip", 0, 5), CENTER))
    assert reader.grid("strip") == [[0, 2, 7, 7, 7, 7]]
    reader.click(cell("weights", 0, 1))
    reader.type("2")
    reader.press("Enter")
    painted = SlidingTemplate([[0, 2, 7, 7, 7, 7]], [[1, 2]])
    assert reader.grid("sums") == [painted.sums.tolist()]
    reader.click("Undo")
    reader.click("Undo")
    assert reader.grid("strip") == strip and reader.grid("weights") == weights


def test_the_transposed_convolution(show):
    numbers, ones = [[1, 2], [3, 4]], [[1, 1, 1]]
    reader = show(TransposedConvolution(numbers, ones, (1, 2)))
    reader.click("One step on")
    assert reader.text(SUM).endswith("Stamp 2 of 4: 2 times the kernel")
    reader.click(cell("paper", 0, 1))
    assert reader.text(SUM) == "1·1 = 1"
    reader.press("ArrowRight")
    assert reader.focused().startswith(cell("paper", 0, 2))
    assert reader.text(SUM) == "1·1 + 2·1 = 3"
    reader.click("Place of the stamp")
    reader.press("End")
    assert reader.text(SUM).endswith("Stamp 4 of 4: 4 times the kernel")
    reader.click(cell("kernel", 0, 2))
    reader.type("-1")
    reader.press("Enter")
    reader.pick("On the paper", "all stamps")
    changed = TransposedConvolution(numbers, [[1, 1, -1]], (1, 2))
    assert reader.grid("paper") == changed.result.tolist()
    reader.pick("Stride", "1")
    changed = TransposedConvolution(numbers, [[1, 1, -1]])
    assert reader.grid("paper") == changed.result.tolist()
    reader.click("Undo")
    assert reader.chosen("Stride") == "2"  # the keyboard came by it
