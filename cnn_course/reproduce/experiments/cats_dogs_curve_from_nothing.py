"""Cats and dogs from nothing, on 50 to 2,000 photographs; the last are our record.

The recipe was chosen by `cats-dogs-record-choices`, within the training photographs. Where
they are few, each is shown more often: there are at least 2,000 steps of training.
"""

import math
from dataclasses import dataclass, replace
from functools import partial

from cnn_course import data
from cnn_course.reproduce.curve import SIZES, chosen
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import cats_dogs
from cnn_course.reproduce.experiments.cats_dogs_record_choices import STEPS
from cnn_course.reproduce.pictures import Final, mirrored

MODEL, RECIPE = STEPS["deeper, longer"]
STEPS_AT_LEAST = 2000


@dataclass(frozen=True)
class OnFew(Final):
    """Train on n of the training pictures only; each seed takes others.

    Attributes
    ----------
    n : int
    """

    n: int = 0

    def measure(self, pictures, settings, seed, folder):
        used = chosen(pictures.train_labels, self.n, seed)
        few = replace(
            pictures,
            train_images=pictures.train_images[used],
            train_labels=pictures.train_labels[used],
        )
        return super().measure(few, settings, seed, folder)


def on(n):
    """The recipe on n photographs; an epoch shows each of them several times."""
    least = STEPS_AT_LEAST * RECIPE.batch_size / (n * RECIPE.epochs)
    recipe = replace(RECIPE, repeats=max(RECIPE.repeats, math.ceil(least)))
    weights = "cats_dogs_record" if n == max(SIZES) else None
    return OnFew(MODEL, recipe, looks=mirrored, weights=weights, n=n)


EXPERIMENT = Experiment(
    {str(n): on(n) for n in reversed(SIZES)},  # the longest first
    seeds=3,
    pictures=partial(data.fetch_cats_dogs, size=96, how=cats_dogs.RESIZE),
)
