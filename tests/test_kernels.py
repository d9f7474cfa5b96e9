"""The kernels with names do what their names say."""

import numpy as np
import pytest

from cnn_course import conv2d, kernels, slide_2d
from tests import grid

NAMED = {name: value for name, value in vars(kernels).items() if name.isupper()}
ADDING_TO_ZERO = ["HORIZONTAL_EDGES", "VERTICAL_EDGES", "OUTLINE"]
ADDING_TO_ONE = ["IDENTITY", "SHARPEN", "BLUR", "EMBOSS"]


def test_these_are_all():
    assert sorted(NAMED) == sorted([*ADDING_TO_ZERO, *ADDING_TO_ONE, "EXAMPLE"])


@pytest.mark.parametrize("name", NAMED)
def test_each_is_a_fixed_three_by_three(name):
    assert NAMED[name].shape == (3, 3)
    with pytest.raises(ValueError, match="read-only"):
        NAMED[name][0, 0] = 5


@pytest.mark.parametrize("name", [*ADDING_TO_ZERO, *ADDING_TO_ONE])
def test_a_flat_wall_has_no_edges_and_keeps_its_brightness(name):
    wall = np.full((4, 5), 9)
    expected = 0 if name in ADDING_TO_ZERO else 9
    np.testing.assert_allclose(slide_2d(wall, NAMED[name]), expected)


def test_identity_leaves_the_picture():
    picture = grid.whole_numbers(0, 4, 5)
    np.testing.assert_array_equal(conv2d(picture, kernels.IDENTITY, padding="same"), picture)


@pytest.mark.parametrize(
    ("sees", "blind", "ramp"),
    [
        (kernels.VERTICAL_EDGES, kernels.HORIZONTAL_EDGES, np.tile(np.arange(5), (5, 1))),
        (kernels.HORIZONTAL_EDGES, kernels.VERTICAL_EDGES, np.tile(np.arange(5), (5, 1)).T),
    ],
)
def test_edges_are_seen_in_one_direction_and_have_a_sign(sees, blind, ramp):
    assert (slide_2d(ramp, sees) == 6).all()  # three rows, each two brighter across
    assert (slide_2d(ramp[::-1, ::-1], sees) == -6).all()
    assert (slide_2d(ramp, blind) == 0).all()


def test_outline_is_large_at_a_lone_pixel():
    dot = np.zeros((5, 5), int)
    dot[2, 2] = 1
    assert slide_2d(dot, kernels.OUTLINE).tolist() == [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]


def test_blur_is_the_mean_and_calms_noise():
    noise = grid.floats(1, 30, 30)
    blurred = slide_2d(noise, kernels.BLUR)
    assert np.isclose(blurred[0, 0], noise[:3, :3].mean())
    assert blurred.std() < noise.std() / 2


def test_sharpen_adds_the_differences_from_four_neighbors():
    picture = grid.whole_numbers(2, 3, 3)
    middle = picture[1, 1]
    neighbors = picture[[0, 2, 1, 1], [1, 1, 0, 2]]
    assert slide_2d(picture, kernels.SHARPEN)[0, 0] == middle + (middle - neighbors).sum()


def test_only_emboss_and_the_edges_change_in_a_half_turn():
    changed = [name for name, k in NAMED.items() if not np.array_equal(k, k[::-1, ::-1])]
    assert sorted(changed) == ["EMBOSS", "HORIZONTAL_EDGES", "VERTICAL_EDGES"]
