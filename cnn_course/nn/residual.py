"""A shortcut around some layers: what goes in is added to what comes out."""

from cnn_course.nn.layer import Layer, checked_row
from cnn_course.nn.registry import described, made, register_layer


@register_layer
class Residual(Layer):
    """``x + f(x)``, where f is some layers in a row.

    Parameters
    ----------
    layers : list of Layer
        What comes out of them has the shape of what goes in.

    Examples
    --------
    >>> from cnn_course.nn import Conv2D, ReLU
    >>> Residual([Conv2D(8, 3, padding="same"), ReLU()]).build((4, 4, 8))
    (4, 4, 8)
    """

    def __init__(self, layers):
        self.layers = checked_row(layers)
        for layer in self.layers:
            layer.name = "a layer within a shortcut"

    def build(self, input_shape):
        shape = input_shape
        for layer in self.layers:
            shape = layer.build(shape)
        if shape != input_shape:
            raise ValueError(
                f"adds what goes in to what comes out, so both need one shape; "
                f"got {input_shape} and {shape}"
            )
        self.weight_shapes = self._gathered("weight_shapes")
        self.kept_shapes = self._gathered("kept_shapes")
        return shape

    def forward(self, x, training=False):
        y = x
        for layer in self.layers:
            y = layer.forward(y, training)
        return x + y

    def backward(self, slope, to_input=True):
        back = slope
        for layer in reversed(self.layers):
            back = layer.backward(back)
        return slope + back

    def initial(self, name, rng):
        number, _, own = name.partition(".")
        return self.layers[int(number)].initial(own, rng)

    def attach(self, weights, slopes, kept):
        super().attach(weights, slopes, kept)
        for number, layer in enumerate(self.layers):
            layer.attach(*(_of(number, line) for line in (weights, slopes, kept)))

    @property
    def rng(self):
        return self._rng

    @rng.setter
    def rng(self, rng):
        self._rng = rng
        for layer in self.layers:
            layer.rng = rng

    def config(self):
        return {"layers": [described(layer) for layer in self.layers]}

    @classmethod
    def from_config(cls, config):
        return cls([made(kind, own) for kind, own in config["layers"]])

    def _gathered(self, shapes):
        """The shapes of all layers, under names such as "0.kernel"."""
        return {
            f"{number}.{name}": shape
            for number, layer in enumerate(self.layers)
            for name, shape in getattr(layer, shapes).items()
        }


def _of(number, line):
    """The part of one layer, under its own names."""
    return {
        name.partition(".")[2]: values
        for name, values in line.items()
        if name.partition(".")[0] == str(number)
    }
