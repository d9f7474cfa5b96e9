"""CIFAR-10: the source's model as it is meant, and ours with no more parameters."""

from cnn_course import data, models
from cnn_course._keras import import_keras
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import digest, final, mirrored

SOURCE = Recipe(epochs=10, batch_size=64, steady=True)
MOVES = (
    ("RandomFlip", {"mode": "horizontal"}),
    # Whole pixels: interpolation would blur what training sees, and not what is judged.
    (
        "RandomTranslation",
        {"height_factor": 0.125, "width_factor": 0.125, "fill_mode": "reflect", "interpolation": "nearest"},
    ),
)
RECIPE = Recipe(
    epochs=18,
    batch_size=128,
    rate=0.2,
    optimizer="sgd",
    weight_decay=5e-4,
    label_smoothing=0.1,
    moves=MOVES,
)


def scaled(make_model):
    """The model, with pixels divided by 255 before it: the sources do so outside."""

    def made():
        keras = import_keras()
        model = make_model()
        first = [keras.Input(model.input_shape[1:]), keras.layers.Rescaling(1 / 255)]
        return keras.Sequential([*first, *model.layers], name=model.name)

    return made


def experiment(settings):
    pictures = data.fetch_cifar10(settings.data)
    source = final(
        "cifar10 source", pictures, scaled(models.cifar10), SOURCE, settings, validation_split=0.2
    )
    ours = final(
        "cifar10", pictures, models.cifar10_residual, RECIPE, settings, looks=mirrored, weights="cifar10"
    )
    return {"source's model": source, "ours": ours}, digest(pictures)
