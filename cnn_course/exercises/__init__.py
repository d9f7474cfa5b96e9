"""Predict, check, and be told which mistake it was.

>>> from cnn_course.exercises import check
>>> check("row.zeros_at_both_ends", 4)
Not yet: 4.
Four is the number of columns you started with. The two zeros lengthen the row to six places, and a window of two still cannot hang over the end: count its landings on six places.
"""

from cnn_course.exercises.check import check, questions
from cnn_course.exercises.finish import finish_line
from cnn_course.exercises.question import Feedback, Mistake, Question

__all__ = ["Feedback", "Mistake", "Question", "check", "finish_line", "questions"]
