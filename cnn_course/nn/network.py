"""A network: layers in a row, all weights in one line, trained by slopes."""

import copy
import re
from typing import NamedTuple

import numpy as np

from cnn_course._checks import whole
from cnn_course.nn import _inputs, keras_bridge, losses, optimizers, saving, training
from cnn_course.nn.activations import Softmax
from cnn_course.nn.layer import checked_row, place_weights
from cnn_course.nn.summary import Summary


class Evaluation(NamedTuple):
    """What :meth:`Network.evaluate` answers; `accuracy` is None without classes."""

    loss: float
    accuracy: float | None


class Network:
    """Layers in a row, as Keras's ``Sequential``.

    Parameters
    ----------
    layers : list of Layer
    input_shape : tuple of int, optional
        Shape of one example, (H, W, C) for pictures. Every layer's shape is
        checked at once. Without it, the first data that come decide.
    rng : numpy.random.Generator, optional
        Draws first weights, the order of the examples, and dropout. Without
        it, each network is another one.
    dtype : "float32" or "float64"

    Attributes
    ----------
    weights, slopes : ndarray, (parameters,)
        All weights in one line, and the slope of the last loss for each.
    kept : ndarray
        What layers keep without a slope, in one line: running means.
    optimizer, loss
        Adam and cross-entropy until :meth:`compile` chooses others.

    Raises
    ------
    TypeError, ValueError
        For shapes that do not fit each other; the error names the layer.

    Examples
    --------
    >>> from cnn_course.nn import Dense, Network, Softmax
    >>> Network([Dense(10), Softmax()], input_shape=(64,)).weights.size
    650
    """

    def __init__(self, layers, input_shape=None, rng=None, dtype="float32"):
        layers = checked_row(layers)
        if rng is not None and not isinstance(rng, np.random.Generator):
            raise TypeError(f"rng must be numpy.random.default_rng(...) or None, got {rng!r}")
        if dtype not in ("float32", "float64"):
            raise ValueError(f'dtype must be "float32" or "float64", got {dtype!r}')
        self.layers = layers
        self.rng = rng or np.random.default_rng()
        self.dtype = np.dtype(dtype)
        self.run = None  # how far a fit has come
        self.input_shape = None
        self.compile()
        if input_shape is not None:
            self.build(input_shape)

    def build(self, input_shape):
        """Check every layer's shape, and draw first weights."""
        if not isinstance(input_shape, (tuple, list)) or not input_shape:
            raise TypeError(f"input_shape must be a tuple such as (8, 8, 1), got {input_shape!r}")
        shape = tuple(whole(size, "each size of input_shape", 1) for size in input_shape)
        self.shapes = [shape]
        for number, layer in enumerate(self.layers, start=1):
            try:
                shape = _promised(layer.build(shape))
            except (TypeError, ValueError) as error:
                raise type(error)(f"layer {number}, {layer!r}: {error}") from None
            self.shapes.append(shape)
        self._name_layers()
        self.weights, self.slopes, self.kept = place_weights(self.layers, self.dtype, self.rng)
        self.input_shape = self.shapes[0]
        self.compile(self.optimizer, self.loss)

    def _name_layers(self):
        """Keras's names: conv2d, conv2d_1, ..."""
        seen: dict[str, int] = {}
        for layer in self.layers:
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(layer).__name__).lower()
            layer.name = f"{kind}_{seen[kind]}" if kind in seen else kind
            seen[kind] = seen.get(kind, 0) + 1
            layer.rng = self.rng

    def compile(self, optimizer="adam", loss="categorical_crossentropy"):
        """Choose how to learn, and begin anew with it. The weights stay.

        Parameters
        ----------
        optimizer : SGD, Adam, "sgd" or "adam"
        loss : str or a loss
            "categorical_crossentropy" or "mse".
        """
        optimizer, loss = optimizers.get(optimizer), losses.get(loss)  # both, before either is set
        self.optimizer, self.loss = copy.deepcopy(optimizer), loss
        self.run = None
        if self.input_shape is not None:
            self.optimizer.start(self.weights)

    @property
    def classes(self):
        """How many classes the network tells apart; None if it does not end in Softmax."""
        return self.shapes[-1][0] if isinstance(self.layers[-1], Softmax) else None

    @property
    def up_to_loss(self):
        """The layers before the loss: cross-entropy takes the scores, before the softmax."""
        return self.layers[:-1] if self.loss.takes_scores else self.layers

    def forward(self, x, training=False):
        """Outputs (N, ...) for examples (N, ...)."""
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def train_on_batch(self, x, y):
        """One step of learning; answers with the loss before it.

        Parameters
        ----------
        x : ndarray, (N, ...)
        y : ndarray, (N, ...)
            One-hot for classes. Neither is checked: :meth:`fit` does that once.
        """
        loss = self.slope_of(x, y)
        self.optimizer.step(self.weights, self.slopes)
        return loss

    def slope_of(self, x, y, training=True):
        """The loss of a batch; the slope of every weight is then in `slopes`."""
        used = self.up_to_loss
        for layer in used:
            x = layer.forward(x, training)
        self.outputs = x
        loss = float(self.loss.forward(x, y))
        slope = self.loss.backward()
        for layer in reversed(used):
            # Nobody asks for the slope of the pixels.
            slope = layer.backward(slope, to_input=layer is not used[0])
        return loss

    def fit(
        self,
        x,
        y,
        epochs=1,
        batch_size=32,
        validation_data=None,
        validation_split=0.0,
        shuffle=True,
        augment=None,
        checkpoint=None,
        resume=False,
        verbose=1,
    ):
        """Learn from examples, batch by batch.

        Ctrl-C (in a notebook: the stop button) ends the fit after the step that is
        under way. Nothing learned is lost, and ``resume=True`` goes on from there:
        the weights at the end are those of a run that was never stopped.

        Parameters
        ----------
        x : array_like, (N, H, W, C) or what the input shape is
        y : array_like, (N,) or (N, classes) or what the output shape is
            Labels as whole numbers or one-hot; for a network without Softmax, the
            outputs that are wanted.
        epochs : int
            How often every example is seen; when resuming, in all.
        batch_size : int
            Examples a step; at most N.
        validation_data : (x, y), optional
            Judged after each epoch, never learned from.
        validation_split : float
            Instead: this share of the examples, the *last* ones, before any
            shuffling, as in Keras. If they come in order of class, so does the
            validation.
        shuffle : bool
            Whether each epoch has a new order.
        augment : function of (pictures, rng), optional
            Changes each batch before it is learned from, for instance by small moves.
        checkpoint : path, optional
            Stored after each epoch, and when the fit is interrupted, in one step:
            a crash leaves the old file or the new one.
        resume : bool
            Go on with the fit that was interrupted, or from `checkpoint`, if there
            is one.
        verbose : 0 or 1
            Whether to show a progress bar.

        Returns
        -------
        History

        Raises
        ------
        TypeError, ValueError
            For data that do not fit the network, before anything is learned.
        FloatingPointError
            When the loss is no longer a number.
        """
        return training.fit(
            self,
            x,
            y,
            epochs,
            batch_size,
            validation_data,
            validation_split,
            shuffle,
            augment,
            checkpoint,
            resume,
            verbose,
        )

    def predict(self, x, batch_size=32):
        """Outputs for every example, in order: probabilities, if the last layer is Softmax.

        Parameters
        ----------
        x : array_like, (N, H, W, C) or what the input shape is
        batch_size : int
            How many at a time; it changes the memory used, not the answer.

        Returns
        -------
        ndarray, (N, classes) or what the output shape is
        """
        x = self.checked(x)
        size = whole(batch_size, "batch_size", 1)
        return np.concatenate([self.forward(x[i : i + size]) for i in range(0, len(x), size)])

    def evaluate(self, x, y, batch_size=32):
        """Loss and, for classes, the share of right answers.

        Returns
        -------
        Evaluation
            ``loss`` and ``accuracy``.
        """
        x, y = self.checked(x, y)
        return self.judge(x, y, whole(batch_size, "batch_size", 1))

    def judge(self, x, y, size):
        """As :meth:`evaluate`, for examples that were checked before."""
        total, hits = 0.0, 0
        for i in range(0, len(x), size):
            outputs, wanted = x[i : i + size], y[i : i + size]
            for layer in self.up_to_loss:
                outputs = layer.forward(outputs)
            total += float(self.loss.forward(outputs, wanted)) * len(wanted)
            if self.classes:
                hits += int((outputs.argmax(axis=1) == wanted.argmax(axis=1)).sum())
        return Evaluation(total / len(x), hits / len(x) if self.classes else None)

    def checked(self, x, y=None, name=""):
        """Examples and targets as this network takes them, or an error."""
        if self.input_shape is None:
            self.build(np.shape(x)[1:])
        if self.loss.takes_scores and y is not None and not self.classes:
            raise ValueError(
                f"{self.loss.name} compares probabilities: let the network end in Softmax(), or "
                f'choose another loss with compile(loss="mse"); the last layer is {self.layers[-1]!r}'
            )
        x = _inputs.examples(x, self.input_shape, f"{name}x", self.dtype)
        if y is None:
            return x
        return x, _inputs.targets(y, len(x), self.shapes[-1], self.classes, f"{name}y", self.dtype)

    def get_weights(self):
        """Copies of all kernels, biases and running means, layer by layer, as Keras's."""
        return [values.copy() for layer in self.layers for values in layer.stored.values()]

    def set_weights(self, values):
        """Set all that :meth:`get_weights` gives, in that order."""
        places = [(layer, name) for layer in self.layers for name in layer.stored_shapes]
        if len(values) != len(places):
            raise ValueError(f"there are {len(places)} arrays of weights, got {len(values)}")
        for (layer, name), value in zip(places, values):
            layer.check(name, value)  # all of them, before any is set
        for (layer, name), value in zip(places, values):
            layer.stored[name][...] = value

    def summary(self):
        """Keras's table: each layer, what comes out of it, its parameters."""
        return Summary(self)

    def save(self, path):
        """Store the network: layers, weights, optimizer, random state, how far a fit has come.

        Parameters
        ----------
        path : str or Path
            Ending in .npz. The file is replaced in one step.

        Raises
        ------
        ValueError
            Before anything is written, for a network without weights, and for a layer
            that could not be read again: see :func:`register_layer`.
        """
        saving.save(self, path)

    @classmethod
    def load(cls, path):
        """A network as :meth:`save` stored it.

        Raises
        ------
        FileNotFoundError, ValueError
            For a file that is missing, or not a network of this package.
        """
        return saving.load(cls, path)

    from_keras = classmethod(keras_bridge.from_keras)
    to_keras = keras_bridge.to_keras


def _promised(shape):
    """The shape that a layer's `build` answered with, or an error."""
    if not isinstance(shape, tuple) or not shape:
        raise TypeError(f"build must answer with a tuple of sizes such as (3,), got {shape!r}")
    return tuple(
        whole(size, f"each size that build answers with, here {shape!r},", 1) for size in shape
    )
