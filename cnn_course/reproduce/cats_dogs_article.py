"""Cats and dogs by the article's model, with its recipe: pixels as they are, and scaled.

Not repeated: its validation split, which takes only dogs (chapter 16 counts them).
"""

from cnn_course import data, models
from cnn_course.reproduce.cifar10 import scaled
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import digest, final

RECIPE = Recipe(epochs=5, batch_size=128, steady=True)


def experiment(settings):
    pictures = data.fetch_cats_dogs(settings.data, size=300, how="squash")
    makers = {"raw pixels": models.cats_dogs_article, "scaled pixels": scaled(models.cats_dogs_article)}
    variants = {
        name: final(f"article {name}", pictures, make, RECIPE, settings)
        for name, make in makers.items()
    }
    return variants, digest(pictures)
