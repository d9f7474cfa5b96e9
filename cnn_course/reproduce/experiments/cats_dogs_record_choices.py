"""The recipe for `cats-dogs-curve-from-nothing`, chosen: four lines add to the one before.

1,600 training photographs are learned from, the 400 others judged; the test photographs
are not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import cats_dogs
from cnn_course.reproduce.pictures import OnValidation

# Each photograph is shown 120 times.
BRIEF = replace(cats_dogs.RECIPE, epochs=24, repeats=5, batch_size=50)
deep = models.cats_dogs_deep
FLIP, TURN, _, MOVE, BRIGHTNESS, CONTRAST = cats_dogs.MOVES
# A part of the photograph, of another shape each time.
PART = (
    "RandomZoom",
    {"height_factor": (-0.5, 0.1), "width_factor": (-0.5, 0.1), "fill_mode": "reflect"},
)
ERASE = ("RandomErasing", {"factor": 0.5, "scale": (0.02, 0.25), "fill_value": 128.0})
PARTS = (FLIP, TURN, PART, MOVE, BRIGHTNESS, CONTRAST)
STEPS = {
    "as before, shown more often": (models.cats_dogs, BRIEF),
    "+ deeper": (deep, BRIEF),
    "+ parts of the photograph": (deep, replace(BRIEF, moves=PARTS)),
    "+ partly covered": (deep, replace(BRIEF, moves=(*PARTS, ERASE))),
    "+ more decay": (deep, replace(BRIEF, moves=(*PARTS, ERASE), weight_decay=0.2)),
    # As long as the record's training: 140 times.
    "deeper, longer": (deep, replace(BRIEF, epochs=28)),
    "deeper and parts, longer": (deep, replace(BRIEF, epochs=28, moves=PARTS)),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=400) for name, (make, recipe) in STEPS.items()},
    seeds=2,
    pictures=partial(data.fetch_cats_dogs, size=96, how=cats_dogs.RESIZE),
)
