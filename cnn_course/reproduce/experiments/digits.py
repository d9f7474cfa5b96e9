"""The source's recipe in Keras and here, and our recipe, each over the seeds."""

from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import better_recipe, source_recipe, source_recipe_in_keras

EXPERIMENT = Experiment(
    {
        "source recipe, Keras": source_recipe_in_keras,
        "source recipe, cnn_course": source_recipe,
        "our recipe, cnn_course": better_recipe,
    },
    seeds=10,
)
