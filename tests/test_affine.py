"""Small random moves of pictures."""

import numpy as np
import pytest

from cnn_course.data import RandomAffine, load_digits

DIGITS = load_digits().train_images[:20] / 16


def rng():
    return np.random.default_rng(0)


def middle(pictures):
    """Rows and columns of each picture's center of mass."""
    places = np.indices(pictures.shape[1:3])
    weight = pictures[..., 0] / pictures.sum(axis=(1, 2, 3))[:, None, None]
    return (weight[:, None] * places).sum(axis=(2, 3))


def test_no_move_changes_nothing():
    np.testing.assert_allclose(RandomAffine()(DIGITS, rng()), DIGITS, atol=1e-12)


def test_a_shift_moves_the_center_by_at_most_so_much():
    dots = np.zeros((200, 9, 9, 1))
    dots[:, 4, 4] = 1
    moved = middle(RandomAffine(translate=1.5)(dots, rng())) - 4
    assert abs(moved).max() <= 1.5 + 1e-9
    assert abs(moved).max() > 1.3
    assert abs(moved.mean()) < 0.15


def test_a_turn_keeps_the_middle_and_turns_a_bar():
    bars = np.zeros((200, 9, 9, 1))
    bars[:, 4] = 1
    turned = RandomAffine(degrees=90)(bars, rng())
    assert np.allclose(turned[:, 4, 4], 1)
    upright = turned[:, :, 4, 0].sum(axis=1)
    assert upright.max() > 7 and upright.min() < 1.5


def test_a_slant_keeps_the_middle_row():
    posts = np.zeros((50, 9, 9, 1))
    posts[:, :, 4] = 1
    slanted = RandomAffine(shear=0.5)(posts, rng())
    places = slanted[..., 0].argmax(axis=2)
    assert (places[:, 4] == 4).all()
    assert (places[:, 0] != 4).any()


def test_scaling_changes_the_area():
    squares = np.zeros((100, 11, 11, 1))
    squares[:, 4:7, 4:7] = 1
    area = RandomAffine(scale=0.3)(squares, rng()).sum(axis=(1, 2, 3))
    assert area.min() < 7 and area.max() > 11


def test_channels_move_together_and_pictures_apart():
    colors = np.repeat(DIGITS, 3, axis=3)
    moved = RandomAffine(10, 1, 0.1, 0.1)(colors, rng())
    assert moved.shape == colors.shape
    np.testing.assert_array_equal(moved[..., 0], moved[..., 2])
    same = np.repeat(DIGITS[:1], 5, axis=0)
    assert not np.allclose(*RandomAffine(translate=1)(same, rng())[:2])


def test_the_generator_decides():
    move = RandomAffine(10, 1)
    np.testing.assert_array_equal(move(DIGITS, rng()), move(DIGITS, rng()))


@pytest.mark.parametrize("name", ["degrees", "translate", "scale", "shear"])
@pytest.mark.parametrize("value", [-1, True, "much", np.nan])
def test_bad_amounts_are_refused(name, value):
    with pytest.raises(ValueError, match=f"{name} must be a number of at least 0"):
        RandomAffine(**{name: value})
