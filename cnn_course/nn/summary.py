"""Keras's table of a network."""

import math


class Summary:
    """The table as text; it displays itself.

    Attributes
    ----------
    rows : list of (name, output shape, parameters)
    total : int
    kept : int
        How many of these are kept and not learned.
    """

    def __init__(self, network):
        if network.input_shape is None:
            raise ValueError("the network has no shapes yet; give it input_shape=..., or fit it")
        counts = [sum(map(math.prod, layer.stored_shapes.values())) for layer in network.layers]
        self.rows = [
            (f"{layer.name} ({type(layer).__name__})", (None, *shape), count)
            for layer, shape, count in zip(network.layers, network.shapes[1:], counts)
        ]
        self.total, self.kept = sum(counts), network.kept.size

    def __repr__(self):
        lines = [("Layer (type)", "Output Shape", "Param #")]
        lines += [(name, str(shape), f"{count:,}") for name, shape, count in self.rows]
        widths = [max(map(len, column)) for column in zip(*lines)]
        text = [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c:>{widths[2]}}" for a, b, c in lines]
        rule = "-" * len(text[0])
        totals = [f"Total params: {self.total:,}"]
        if self.kept:
            totals.append(f"Non-trainable params: {self.kept:,}")
        return "\n".join([text[0], rule, *text[1:], rule, *totals])
