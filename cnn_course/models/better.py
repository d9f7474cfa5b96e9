"""Our models: better than the sources' at no more parameters.

All take pixels as they come, 0 to 255. Their maps are made by one recipe, a
convolution, batch normalization, ReLU; their end is an average over the last
maps, so that no dense layer holds most of the weights. What each part brings is
measured by ``python -m cnn_course.reproduce cifar10-ingredients``.
"""

from cnn_course._keras import import_keras, tested_settings


@tested_settings()
def mnist(filters=(16, 32, 64), dropout=0.2, classes=10):
    """A network for 28x28 gray pictures: 73,114 parameters.

    Parameters
    ----------
    filters : tuple of int
        Two convolutions for each entry, pooling between them.
    dropout : float
    classes : int

    Returns
    -------
    keras.Model
        Pictures (N, 28, 28, 1), values 0 to 255; probabilities (N, classes).
    """
    keras = import_keras()
    pictures = keras.Input((28, 28, 1))
    maps = keras.layers.Rescaling(1 / 255)(pictures)
    for position, count in enumerate(filters):
        if position:
            maps = keras.layers.MaxPooling2D(2)(maps)
        maps = _convolution(_convolution(maps, count), count)
    return keras.Model(pictures, _answer(maps, classes, dropout), name="mnist")


def apparel():
    """The network of `mnist` with wider maps, for Fashion-MNIST: 163,234 parameters.

    Returns
    -------
    keras.Model
        Pictures (N, 28, 28, 1), values 0 to 255; probabilities (N, 10).
    """
    return mnist(filters=(24, 48, 96))


@tested_settings()
def cifar10_residual(normalize=True, residual=True, average=True):
    """A network for 32x32 color pictures of ten classes: 335,386 parameters.

    Parameters
    ----------
    normalize, residual, average : bool
        Switch batch normalization, the shortcuts or the global average off, to
        see what each brings. Without the average, a dense layer ends the network
        (and there are 352,186 parameters).

    Returns
    -------
    keras.Model
        Pictures (N, 32, 32, 3), values 0 to 255; probabilities (N, 10).
    """
    keras = import_keras()
    pool = keras.layers.MaxPooling2D
    pictures = keras.Input((32, 32, 3))
    maps = keras.layers.Rescaling(1 / 64, offset=-2)(pictures)
    maps = _convolution(maps, 16, normalize)
    maps = pool(2)(_convolution(maps, 32, normalize))
    maps = _shortcut(maps, 32, normalize, residual)
    maps = pool(2)(_convolution(maps, 64, normalize))
    maps = pool(2)(_convolution(maps, 112, normalize))
    maps = _shortcut(maps, 112, normalize, residual)
    return keras.Model(pictures, _answer(maps, 10, 0.0, average), name="cifar10_residual")


@tested_settings()
def cats_dogs(
    filters=(32, 64, 96, 128), dropout=0.2, size=96, normalize=True, residual=True, classes=2
):
    """A network for cats and dogs on 96x96 color pictures: 429,154 parameters.

    Parameters
    ----------
    filters : tuple of int
        One stage for each entry. Each but the last halves the maps; the first does so
        twice.
    dropout : float
    size : int
        Of the pictures, in pixels.
    normalize, residual : bool
        Switch batch normalization or the shortcuts off, to see what each brings.
    classes : int
        For pictures of something else than two kinds of animals.

    Returns
    -------
    keras.Model
        Pictures (N, size, size, 3), values 0 to 255; probabilities (N, classes).
    """
    keras = import_keras()
    pool = keras.layers.MaxPooling2D
    pictures = keras.Input((size, size, 3))
    maps = keras.layers.Rescaling(1 / 64, offset=-2)(pictures)
    maps = pool(2)(_convolution(maps, filters[0], normalize, size=5, strides=2))
    for count in filters[1:-1]:
        maps = pool(2)(_convolution(maps, count, normalize))
        maps = _shortcut(maps, count, normalize, residual)
    maps = _convolution(maps, filters[-1], normalize)
    return keras.Model(pictures, _answer(maps, classes, dropout), name="cats_dogs")


@tested_settings()
def deep_residual(
    shape=(32, 32, 3), classes=10, filters=(32, 48, 64), blocks=2, strides=1, dropout=0.0
):
    """A deeper network, 313,130 parameters for CIFAR-10.

    Parameters
    ----------
    shape : (int, int, int)
        Rows, columns and channels of the pictures.
    classes : int
    filters : tuple of int
        One stage for each entry; between two stages the maps are halved.
    blocks : int
        Shortcuts in each stage, each over two convolutions.
    strides : int
        Of the first convolution. 2 halves large pictures at once, which saves time.
    dropout : float

    Returns
    -------
    keras.Model
        Pictures (N, rows, columns, channels), values 0 to 255; probabilities
        (N, classes).
    """
    keras = import_keras()
    pictures = keras.Input(shape)
    maps = keras.layers.Rescaling(1 / 64, offset=-2)(pictures)
    for position, count in enumerate(filters):
        maps = _convolution(maps, count, strides=1 if position else strides)
        if position:
            maps = keras.layers.MaxPooling2D(2)(maps)
        for _ in range(blocks):
            maps = _shortcut(maps, count)
    return keras.Model(pictures, _answer(maps, classes, dropout), name="deep_residual")


def cats_dogs_deep():
    """`deep_residual` for cats and dogs on 96x96 color pictures: 430,274 parameters.

    Returns
    -------
    keras.Model
        Pictures (N, 96, 96, 3), values 0 to 255; probabilities (N, 2).
    """
    return deep_residual((96, 96, 3), 2, filters=(32, 48, 72, 96), blocks=1, strides=2, dropout=0.2)


def _convolution(maps, filters, normalize=True, size=3, strides=1):
    """A convolution, its maps normalized over the batch, and ReLU."""
    layers = import_keras().layers
    # The normalization has a shift of its own, so the convolution needs no bias.
    maps = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=not normalize)(
        maps
    )
    if normalize:
        maps = layers.BatchNormalization(momentum=0.9)(maps)
    return layers.ReLU()(maps)


def _shortcut(maps, filters, normalize=True, residual=True):
    """Two convolutions, and the maps themselves added to what they make."""
    changed = _convolution(_convolution(maps, filters, normalize), filters, normalize)
    return import_keras().layers.Add()([maps, changed]) if residual else changed


def _answer(maps, classes, dropout=0.0, average=True):
    """One number for each map, and from these the probabilities."""
    layers = import_keras().layers
    maps = layers.GlobalAveragePooling2D()(maps) if average else layers.Flatten()(maps)
    if dropout:
        maps = layers.Dropout(dropout)(maps)
    # In full precision also where the maps are computed in half of it.
    return layers.Dense(classes, activation="softmax", dtype="float32")(maps)
