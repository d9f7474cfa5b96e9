"""Fashion-MNIST, the second practice problem: the network for MNIST, with wider maps."""

from dataclasses import replace

from cnn_course import data, models
from cnn_course.reproduce import mnist
from cnn_course.reproduce.pictures import digest, final, mirrored

# A shirt stays a shirt when it is mirrored, moved, or partly covered.
RECIPE = replace(
    mnist.RECIPE,
    epochs=18,
    moves=(
        ("RandomFlip", {"mode": "horizontal"}),
        ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "constant"}),
        ("RandomErasing", {"factor": 0.5, "scale": (0.02, 0.25), "fill_value": 0.0}),
    ),
)


def experiment(settings):
    pictures = data.fetch_fashion_mnist(settings.data)
    ours = final(
        "apparel", pictures, models.apparel, RECIPE, settings, looks=mirrored, weights="apparel"
    )
    return {"ours": ours}, digest(pictures)
