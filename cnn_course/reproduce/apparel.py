"""Fashion-MNIST, the second practice problem: the network for MNIST, clothes mirrored too."""

from dataclasses import replace

from cnn_course import data, models
from cnn_course.reproduce import mnist
from cnn_course.reproduce.pictures import digest, final

RECIPE = replace(
    mnist.RECIPE,
    moves=(
        ("RandomFlip", {"mode": "horizontal"}),
        ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "constant"}),
    ),
)


def experiment(settings):
    pictures = data.fetch_fashion_mnist(settings.data)
    ours = final(
        "apparel", pictures, models.mnist, RECIPE, settings, mirrored=True, weights="apparel"
    )
    return {"ours": ours}, digest(pictures)
