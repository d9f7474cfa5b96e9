"""The readers' questions: bias, initialization, number of filters. One change at a time.

Everything else is the source's recipe.
"""

from cnn_course.nn import Dense
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import layers, source_recipe


def variant(**options):
    return lambda seed: source_recipe(seed, layers(**options))


def hidden_zeros(seed):
    """Zeros in the convolutions alone; the dense layer begins as usual."""
    *convolutions, _, softmax = layers(dropout=0, kernel_initializer="zeros")
    return source_recipe(seed, [*convolutions, Dense(10), softmax])


EXPERIMENT = Experiment(
    {
        "as it is": variant(),
        "without bias": variant(use_bias=False),
        "zeros": variant(kernel_initializer="zeros"),
        "zeros in the convolutions": hidden_zeros,
        "random_normal": variant(kernel_initializer="random_normal"),
        "he_normal": variant(kernel_initializer="he_normal"),
        "2 filters": variant(filters=2),
        "4 filters": variant(filters=4),
        "16 filters": variant(filters=16),
        "32 filters": variant(filters=32),
        "without dropout": variant(dropout=0.0),
    },
    seeds=10,
)
