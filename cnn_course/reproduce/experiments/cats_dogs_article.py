"""Cats and dogs by the article's model, with its recipe: pixels as they are, and scaled.

Not repeated: its validation split, which takes only dogs (chapter 16 counts them).
"""

from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import Final, scaled

RECIPE = Recipe(epochs=5, batch_size=128, steady=True)

EXPERIMENT = Experiment(
    {
        "raw pixels": Final(models.cats_dogs_article, RECIPE),
        "scaled pixels": Final(scaled(models.cats_dogs_article), RECIPE),
    },
    seeds=5,
    pictures=partial(data.fetch_cats_dogs, size=300, how="squash"),
)
