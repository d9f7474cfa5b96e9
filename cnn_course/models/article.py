"""The models of the sources, as they mean them."""

from cnn_course._keras import import_keras, tested_settings


@tested_settings()
def digits(shape=(8, 8, 1)):
    """The model for 8x8 digits: 994 parameters.

    Parameters
    ----------
    shape : (int, int, int)
        Rows, columns and channels of the pictures.

    Returns
    -------
    keras.Sequential
        Pictures (N, rows, columns, channels), values 0 to 1; probabilities (N, 10).

    Notes
    -----
    Source: "Notes on the 8x8 digits" in the course's references.
    """
    keras = import_keras()
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.1),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.1),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ],
        name="digits",
    )


@tested_settings()
def cifar10():
    """The model for CIFAR-10: 356,810 parameters, 262,272 of them in the first dense layer.

    Returns
    -------
    keras.Sequential
        Pictures (N, 32, 32, 3), values 0 to 1; probabilities (N, 10).

    Notes
    -----
    Source: "Kickstart ML" in the course's references; the flattening that its layers need stands
    where it must.
    """
    keras = import_keras()
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(128, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ],
        name="cifar10",
    )


@tested_settings()
def cats_dogs_article(size=300):
    """The model for cats and dogs: 438,842 parameters at its 300x300 pixels.

    Parameters
    ----------
    size : int
        Of the pictures, in pixels.

    Returns
    -------
    keras.Sequential
        Pictures (N, size, size, 3), values 0 to 255 as the source leaves them;
        probabilities (N, 2).

    Notes
    -----
    Source: Gupta (2017), see the course's references.
    """
    keras = import_keras()
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((size, size, 3)),
            layers.Conv2D(10, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(2, activation="softmax"),
        ],
        name="cats_dogs_article",
    )
