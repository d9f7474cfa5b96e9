"""The surest mistakes, in order."""

import numpy as np
import pytest

from cnn_course.insight import most_confident_mistakes

ROWS = [[0.9, 0.1, 0], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.8, 0.2, 0], [0.3, 0.3, 0.4]]
LABELS = [0, 2, 0, 1, 2]  # right, wrong, wrong, wrong, right


def test_the_surest_mistake_comes_first():
    found = most_confident_mistakes(ROWS, LABELS)
    np.testing.assert_array_equal(found.positions, [2, 3, 1])  # 2 and 3 are equally sure
    np.testing.assert_array_equal(found.answers, [2, 0, 1])
    np.testing.assert_array_equal(found.probabilities, [0.8, 0.8, 0.5])


def test_of_equally_sure_mistakes_the_earlier_comes_first():
    # In turn very sure and less sure; always wrong.
    found = most_confident_mistakes([[1.0, 0], [0.6, 0.4]] * 50, [1] * 100, n=100)
    assert found.positions.tolist() == [*range(0, 100, 2), *range(1, 100, 2)]


def test_as_many_as_asked_for_or_as_there_are():
    assert most_confident_mistakes(ROWS, LABELS, n=2).positions.tolist() == [2, 3]
    positions, answers, probabilities = most_confident_mistakes(ROWS[:1], [0])
    assert positions.shape == answers.shape == probabilities.shape == (0,)


@pytest.mark.parametrize(
    ("rows", "labels", "n", "error", "says"),
    [
        (ROWS, np.eye(3)[LABELS], 1, ValueError, "no one-hot rows: use .argmax"),
        (ROWS, LABELS[:4], 1, ValueError, "a label for each row, got 4 labels and 5 rows"),
        (ROWS, [0, 1, 2, 3, 0], 1, ValueError, "labels must be 0 to 2.*got 0 to 3"),
        (ROWS, [0, -1, 2, 0, 0], 1, ValueError, "got -1 to 2"),
        (ROWS, [0.0, 1, 2, 0, 0], 1, TypeError, "labels must be whole numbers, got dtype float64"),
        (ROWS[0], LABELS, 1, ValueError, r"probabilities must have shape \(N, classes\)"),
        (ROWS, LABELS, 0, ValueError, "n must be at least 1, got 0"),
        (np.full((5, 3), np.nan), LABELS, 1, ValueError, "some are NaN"),
    ],
)
def test_refusals(rows, labels, n, error, says):
    with pytest.raises(error, match=says):
        most_confident_mistakes(rows, labels, n)
