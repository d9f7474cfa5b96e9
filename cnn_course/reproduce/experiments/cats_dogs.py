"""Cats and dogs, ours: the same 2,000 photographs, no more parameters than the article's model."""

from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import Final, mirrored

MOVES = (
    ("RandomFlip", {"mode": "horizontal"}),
    ("RandomRotation", {"factor": 0.05, "fill_mode": "reflect"}),
    ("RandomZoom", {"height_factor": (-0.3, 0.1), "fill_mode": "reflect"}),
    ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "reflect"}),
    ("RandomBrightness", {"factor": 0.2, "value_range": (0, 255)}),
    ("RandomContrast", {"factor": 0.3, "value_range": (0, 255)}),
)
RESIZE = "squash"
RECIPE = Recipe(
    epochs=100,
    batch_size=32,
    rate=3e-3,
    weight_decay=0.05,
    label_smoothing=0.1,
    moves=MOVES,
)

EXPERIMENT = Experiment(
    {"ours": Final(models.cats_dogs, RECIPE, looks=mirrored, weights="cats_dogs")},
    seeds=3,
    pictures=partial(data.fetch_cats_dogs, size=96, how=RESIZE),
)
