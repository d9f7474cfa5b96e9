"""What an experiment declares: its variants, its seeds, its pictures."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from cnn_course.models.card import data_digest
from cnn_course.reproduce import experiments
from cnn_course.reproduce.pictures import OnPictures, digest
from cnn_course.reproduce.recipes import digits


@dataclass(frozen=True)
class Experiment:
    """One measurement.

    Attributes
    ----------
    variants : dict
        By name: a function of a seed, or, where there are `pictures`, how a model is
        trained on them and judged (`Final` or `OnValidation`). Each seed's answer is a
        dict of what was measured.
    seeds : int
        How many runs of each variant stand in the book.
    pictures : function of a path or None, optional
        Answers with the ImageData that the path holds, or that is fetched. Without
        it, variants work on scikit-learn's 8x8 digits, which are always there.
    """

    variants: dict
    seeds: int
    pictures: Callable | None = None

    def made_ready(self, settings):
        """Functions of a seed, by name, and the digest of the data."""
        if self.pictures is None:
            return self.variants, data_digest(*digits())
        pictures = self.pictures(settings.data)
        ready = {name: way.on(name, pictures, settings) for name, way in self.variants.items()}
        return ready, digest(pictures)

    def __post_init__(self):
        kind = OnPictures if self.pictures else Callable
        wrong = [name for name, variant in self.variants.items() if not isinstance(variant, kind)]
        if wrong:
            raise TypeError(
                f"each variant must be a {kind.__name__} here; not so: {', '.join(wrong)}"
            )


def names():
    """What can be measured."""
    return [module.name.replace("_", "-") for module in pkgutil.iter_modules(experiments.__path__)]


def load(name):
    """The experiment of that name."""
    module = f"{experiments.__name__}.{name.replace('-', '_')}"
    return importlib.import_module(module).EXPERIMENT
