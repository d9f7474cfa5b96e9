"""From the article's model to ours, one step after the other.

Measured small, so that many runs are possible: photographs of 64x64 pixels,
narrower maps, 15 epochs. 1,600 training photographs are learned from and the 400
others judged; the test photographs are not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.cats_dogs import RECIPE, RESIZE
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import OnValidation, scaled

SIZE = 64
PLAIN = Recipe(epochs=15, batch_size=32, steady=True)
MOVED = replace(PLAIN, moves=RECIPE.moves)
ours = partial(models.cats_dogs, filters=(16, 32, 48, 64), size=SIZE)
# Each adds to the one before.
STEPS = {
    "article's model, scaled": (scaled(partial(models.cats_dogs_article, size=SIZE)), PLAIN),
    "+ more layers, average": (partial(ours, normalize=False, residual=False, dropout=0), PLAIN),
    "+ batch normalization": (partial(ours, residual=False, dropout=0), PLAIN),
    "+ shortcuts": (partial(ours, dropout=0), PLAIN),
    "+ moves": (partial(ours, dropout=0), MOVED),
    "+ dropout, decay, smoothing": (
        ours,
        replace(MOVED, weight_decay=RECIPE.weight_decay, label_smoothing=RECIPE.label_smoothing),
    ),
    "+ schedule": (ours, replace(RECIPE, epochs=15)),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=400) for name, (make, recipe) in STEPS.items()},
    seeds=2,
    pictures=partial(data.fetch_cats_dogs, size=SIZE, how=RESIZE),
)
