"""The digit reader's arithmetic: Keras's numbers, and MNIST's centering."""

import json

import numpy as np
import pytest

from cnn_course import models
from tests.browser.digit_page import digits, reader, show  # noqa: F401

COUNT = 200


FORWARD = """
pictures => {
  const { forward, unpack } = cnnCourse["network.js"];
  const network = unpack(cnnCourse["digit_weights.js"]);
  const answers = [], times = [];
  for (const picture of pictures) {
    const start = performance.now();
    const made = forward(network, picture, 28, 28);
    times.push(performance.now() - start);
    answers.push(Array.from(made[made.length - 1].values));
  }
  return { answers, times };
}
"""


def spread(digits):
    """Pictures from all over the test part, which is in the order of the digits."""
    places = np.linspace(0, len(digits.test_images) - 1, COUNT).astype(int)
    return digits.test_images[places].reshape(COUNT, 28, 28), digits.test_labels[places]


def test_the_page_and_keras_agree_on_200_test_pictures(keras, reader, digits, capsys):
    pictures, labels = spread(digits)
    found = reader.page.evaluate(FORWARD, pictures.reshape(COUNT, -1).tolist())
    expected = models.load_pretrained("mnist").predict(
        pictures[..., np.newaxis].astype("float32"), verbose=0
    )
    assert len(set(labels)) == 10
    np.testing.assert_allclose(found["answers"], expected, atol=1e-4, rtol=0)
    with capsys.disabled():
        print(f"\na digit is read in {np.median(found['times']):.1f} ms (median of {COUNT})")


def test_every_map_is_the_one_of_keras(keras, reader, digits):
    model = models.load_pretrained("mnist")
    relus = [layer.output for layer in model.layers if type(layer).__name__ == "ReLU"]
    picture = digits.test_images[7].reshape(28, 28)
    maps = keras.Model(model.inputs, relus).predict(
        picture[None, ..., None].astype("float32"), verbose=0
    )
    found = reader.page.evaluate(
        """picture => {
          const { forward, stages, unpack } = cnnCourse["network.js"];
          const network = unpack(cnnCourse["digit_weights.js"]);
          const made = forward(network, picture, 28, 28);
          return stages(network).map(({ relu }) => Array.from(made[relu].values));
        }""",
        picture.ravel().tolist(),
    )
    assert len(found) == len(maps) == 6
    for ours, theirs in zip(found, maps):
        np.testing.assert_allclose(ours, theirs.ravel(), atol=1e-4, rtol=1e-4)


def test_16_bit_floats_are_decoded_as_numpy_does(reader):
    bits = np.r_[0, 1, 0x3FF, 0x400, 0x8001, 0x7BFF, 0xFBFF, 0x3C00, 0:0x7C00:97].astype("<u2")
    found = reader.page.evaluate(
        'all => all.map(cnnCourse["network.js"].fromHalf)', bits.tolist()
    )
    assert found == bits.view("<f2").astype(float).tolist()


CENTERED = """
([ink, size]) => {
  // As text: Playwright takes seconds over so many numbers.
  const dots = Float32Array.from(JSON.parse(ink));
  const picture = cnnCourse["centering.js"].centered(dots, size);
  return picture && Array.from(picture);
}
"""


def center(page, ink):
    found = page.evaluate(CENTERED, [json.dumps(ink.ravel().tolist()), len(ink)])
    return None if found is None else np.array(found).reshape(28, 28)


def test_mnists_own_digits_stay_as_they_are(reader, digits):
    """Ten times larger and moved, they come back pixel by pixel."""
    pictures, _ = spread(digits)
    for picture in pictures[::10]:
        rows, columns = np.nonzero(picture.any(1))[0], np.nonzero(picture.any(0))[0]
        cut = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        ink = np.zeros((280, 280))
        large = np.kron(cut, np.ones((10, 10))) / 255
        ink[13 : 13 + large.shape[0], 29 : 29 + large.shape[1]] = large
        assert np.array_equal(center(reader.page, ink), picture)


def test_a_shape_is_fitted_into_20_pixels_and_keeps_its_form(reader):
    ink = np.zeros((280, 280))
    ink[5:45, 100:220] = 1  # 40 rows, 120 columns: 6 dots a pixel
    picture = center(reader.page, ink)
    rows, columns = np.nonzero(picture.any(1))[0], np.nonzero(picture.any(0))[0]
    assert (np.ptp(columns) + 1, np.ptp(rows) + 1) == (20, 7)
    assert picture.sum() == pytest.approx(255 * 20 * 40 / 6, rel=0.01)


def test_the_center_of_mass_comes_to_the_middle(reader):
    ink = np.zeros((280, 280))
    ink[20:220, 30:50] = 1  # an L: most of it to the left and below
    ink[200:220, 30:130] = 1
    picture = center(reader.page, ink)
    for axis in (0, 1):
        sums = picture.sum(1 - axis)
        assert 13.5 <= (sums * np.arange(28)).sum() / sums.sum() < 14.5
    moved = np.roll(ink, (50, 90), (0, 1))
    assert np.array_equal(center(reader.page, moved), picture)


def test_no_ink_is_lost_however_far_the_mass_lies_aside(reader):
    ink = np.zeros((280, 280))
    ink[100:102, 0:200] = 0.02
    ink[60:140, 0:10] = 1
    picture = center(reader.page, ink)
    assert np.ptp(np.nonzero(picture.any(0))[0]) + 1 == 20
    assert center(reader.page, np.zeros((280, 280))) is None
