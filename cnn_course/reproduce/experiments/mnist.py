"""MNIST: all 60,000 training digits, judged once on the 10,000 test digits."""

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import Final, nudged

# A digit stays itself when it is moved, turned or sized a little; mirrored it does not.
MOVES = (
    ("RandomRotation", {"factor": 0.03, "fill_mode": "constant"}),
    ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "constant"}),
    ("RandomZoom", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "constant"}),
)
RECIPE = Recipe(
    epochs=12, batch_size=128, rate=4e-3, weight_decay=0.02, label_smoothing=0.1, moves=MOVES
)

EXPERIMENT = Experiment(
    {"ours": Final(models.mnist, RECIPE, looks=nudged, weights="mnist")},
    seeds=3,
    pictures=data.fetch_mnist,
)
