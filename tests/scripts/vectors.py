"""What Python answers, for the scripts to answer the same: inputs and outputs as JSON.

Nothing here is stored: `write` makes it anew for each run of the scripts' tests, so it is
never older than the code.
"""

import itertools
import json

import numpy as np

from cnn_course import conv2d, data, models, output_size, padding_amounts, visit_counts
from cnn_course.explorables import digit_weights, facts, modules
from tests.scripts import vectors_answers, vectors_figures, vectors_looking, vectors_pictures

PICTURES = 200  # that the digit network reads


def write(folder):
    """All vectors, each in a file of its own, and the joined modules."""
    made = {
        "shapes": shapes(),
        "convolution": vectors_figures.convolution(),
        "pooling": vectors_figures.pooling(),
        "receptive_field": vectors_figures.receptive_field(),
        "sliding_template": vectors_figures.sliding_template(),
        "transposed_convolution": vectors_figures.transposed_convolution(),
        "refusals": vectors_figures.refusals(),
        "training": vectors_figures.training(),
        "answers": vectors_answers.answers(),
        "reading": vectors_answers.reading(),
        "writing": vectors_answers.writing(),
        "digits": digits(),
        "network": network(),
        "looking": vectors_looking.looking(),
        "pictures": vectors_pictures.pictures(),
    }
    for name, vectors in made.items():
        (folder / f"{name}.json").write_text(json.dumps(vectors, allow_nan=False))
    for name in modules.figures().values():
        (folder / f"{name.removesuffix('.js')}.mjs").write_text(modules.for_notebook(name))
    changed = folder / "changed"
    changed.mkdir()
    for path in modules.FOLDER.glob("*.js"):
        text = path.read_text().replace("`cnn-${word}-", "`cnn-changed-${word}-")
        (changed / path.name).write_text(text)
    (folder / "changed.mjs").write_text(modules.for_notebook("question.js", changed))


def shapes():
    """Sizes along one axis: zeros, landings (or why there are none), and visits."""
    found = []
    paddings = ["valid", "same", *range(facts.MOST_ZEROS + 1)]
    for axis in itertools.product(range(1, 10), range(1, 6), range(1, 4), paddings, (1, 2, 3)):
        try:
            visits = visit_counts(*axis)
            found.append([axis, padding_amounts(*axis), output_size(*axis), visits])
        except ValueError as refused:
            found.append([axis, padding_amounts(*axis), str(refused), None])
    return found


def digits():
    """Test pictures of MNIST from all over, which lie in the order of the digits."""
    found = data.load_mnist_5k()
    places = np.linspace(0, len(found.test_images) - 1, PICTURES).astype(int)
    halves = np.r_[0, 1, 0x3FF, 0x400, 0x8001, 0x7BFF, 0xFBFF, 0x3C00, 0:0x7C00:97].astype("<u2")
    assert len(set(found.test_labels[places])) == 10
    return {
        "pictures": found.test_images[places].reshape(PICTURES, -1).tolist(),
        "halves": [halves.tolist(), halves.view("<f2").astype(float).tolist()],
    }


def network():
    """The network as a page gets it, and what Keras makes of the pictures with it."""
    rng = np.random.default_rng(0)
    sizes = [(1, 1), (2, 2), (3, 2), (2, 3), (4, 5)]
    kernels = [rng.integers(-9, 10, (*size, 1, 2)) for size in sizes]
    picture = rng.integers(-9, 10, (5, 6, 1))
    found = {
        "packed": digit_weights.packed(),
        "picture": picture.tolist(),
        "convolutions": [
            [
                kernel.shape,
                kernel.ravel().tolist(),
                conv2d(picture, kernel, padding="same").tolist(),
            ]
            for kernel in kernels
        ],
    }
    try:
        model = models.load_pretrained("mnist")
    except ImportError:
        return found
    pictures = np.array(digits()["pictures"], "float32").reshape(-1, 28, 28, 1)
    relus = [layer.output for layer in model.layers if type(layer).__name__ == "ReLU"]
    maps = models.keras.Model(model.inputs, relus).predict(pictures[7:8], verbose=0)
    found["probabilities"] = model.predict(pictures, verbose=0).tolist()
    found["maps"] = [one.ravel().tolist() for one in maps]
    return found
