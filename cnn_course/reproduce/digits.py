"""The source's recipe in Keras and here, and our recipe, each over the seeds."""

from cnn_course.reproduce.record import data_digest
from cnn_course.reproduce.recipes import (
    better_recipe,
    digits,
    source_recipe,
    source_recipe_in_keras,
)

VARIANTS = {
    "source recipe, Keras": source_recipe_in_keras,
    "source recipe, cnn_course": source_recipe,
    "our recipe, cnn_course": better_recipe,
}


def data_used():
    """Digest of all digits."""
    return data_digest(*digits())
