"""The receptive field: a stack of layers from the side, and all that one value sees."""

import html

import traitlets

from cnn_course._checks import is_pair, whole
from cnn_course.explorables.facts import (
    EACH_ADDS,
    MOST_DILATION,
    MOST_KERNEL,
    MOST_LAYERS,
    MOST_ROW,
    MOST_STRIDE,
    PADDINGS,
    REACHES,
    READS,
    SEES,
)
from cnn_course.explorables.figure import Checked, Figure, listed, refusing
from cnn_course.shapes import output_size, padding_amounts, receptive_field


class ReceptiveField(Figure):
    """Stack layers on a row of pixels, and see which pixels reach a value.

    Parameters
    ----------
    layers : list of (kernel, stride), (kernel, stride, dilation) or (kernel, stride, dilation, padding)
        From the picture upward, 1 to 5. Kernels from 1 to 5, strides from 1 to 3,
        dilations from 1 to 4, padding "valid" or "same".
    pixels : int
        Pixels of the row at the bottom, 1 to 32. It is a row of the picture, seen from
        the side: in two dimensions columns do the same as rows.
    at : (int, int), optional
        Layer and place of the value that is looked at, the pixels being layer 0; the
        middle of the top unless given. Beyond the ends, the nearest is meant.

    Raises
    ------
    TypeError, ValueError
        For layers that do not fit, and for more than the figure has room for. A value
        that is refused changes nothing.

    Examples
    --------
    >>> figure = ReceptiveField([(3, 1), (3, 2)], pixels=9)
    >>> figure.sizes
    [9, 7, 3]
    >>> figure.seen(2, 1)
    [[2, 3, 4, 5, 6], [2, 3, 4]]
    >>> figure.reached(0, 8)
    [[6], [2]]
    """

    module = "receptive_field.js"

    layers = Checked([(3, 1, 1, "valid"), (3, 1, 1, "valid")]).tag(sync=True)
    pixels = Checked(24).tag(sync=True)
    at = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, layers=((3, 1), (3, 1)), pixels=24, at=None, **options):
        super().__init__(layers=layers, pixels=pixels, at=at, **options)

    @traitlets.validate("layers", "pixels")
    def _check(self, proposal):
        values = {"layers": self.layers, "pixels": self.pixels}
        values[proposal["trait"].name] = proposal["value"]
        return refusing(_fitting, **values)[proposal["trait"].name]

    @traitlets.validate("at")
    def _stands(self, proposal):
        return None if proposal["value"] is None else refusing(_whole_pair, proposal["value"])

    @property
    def sizes(self):
        """How many pixels there are, and values of each layer."""
        return _sizes(self.layers, self.pixels)

    def width(self, layer):
        """Pixels from the first that a value of this layer sees to the last."""
        return receptive_field([one[:3] for one in self.layers[:layer]]) if layer else 1

    def seen(self, layer, place):
        """What a value reads of the pixels and of each layer below its own, as lists of places."""
        rows, lit = [], {place}
        for below in range(layer - 1, -1, -1):
            lit = set().union(*(self._window(below, one) for one in lit))
            rows.append(sorted(lit))
        return rows[::-1]

    def reached(self, layer, place):
        """What a value or a pixel (layer 0) reaches in each layer above its own."""
        rows, lit = [], {place}
        for below, size in enumerate(self.sizes[layer + 1 :], start=layer):
            lit = {one for one in range(size) if lit & self._window(below, one)}
            rows.append(sorted(lit))
        return rows

    def _window(self, below, place):
        """Which places of a layer one value of the next reads; padding holds none."""
        kernel, stride, dilation, padding = self.layers[below]
        size = self.sizes[below]
        before, _ = padding_amounts(size, kernel, stride, padding, dilation)
        reads = (place * stride - before + weight * dilation for weight in range(kernel))
        return {one for one in reads if 0 <= one < size}

    def sentences(self, layer, place):
        """What the figure says of a value, or of a pixel (layer 0)."""
        who, said = f"Pixel {place}", []
        if layer:
            who, width = "It", self.width(layer)
            terms, step = ["1"], 1
            for kernel, stride, dilation, _ in self.layers[:layer]:
                spread = f" × {dilation}" if dilation > 1 else ""
                terms.append(f"({kernel} − 1){spread} × {step}")
                step *= stride
            pixels = "1 pixel" if width == 1 else f"{width} pixels"
            terms = " + ".join(terms)
            said.append(
                SEES.format(place=place, layer=layer, pixels=pixels, sum=terms, width=width)
            )
            count = len(self.seen(layer, place)[0])
            if count < width:
                said.append(READS.format(count=count))
        counts = [
            f"{len(lit) or 'none'} of the {self.sizes[number]} in layer {number}"
            for number, lit in enumerate(self.reached(layer, place), start=layer + 1)
        ]
        if counts:
            said.append(REACHES.format(who=who, values=listed(counts)))
        return said

    def still(self):
        layer, place = (len(self.layers), None) if self.at is None else self.at
        layer = min(layer, len(self.layers))
        last = self.sizes[layer] - 1
        place = last // 2 if place is None else min(place, last)
        heads = ("Layer", "Kernel", "Stride", "Dilation", "Padding", "Values", "Sees")
        rows = [
            (number, *layer, self.sizes[number], self.width(number))
            for number, layer in enumerate(self.layers, start=1)
        ]
        text = " ".join(self.sentences(layer, place))
        cells = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(one))}</td>" for one in row) + "</tr>"
            for row in rows
        )
        head = "".join(f'<th scope="col">{one}</th>' for one in heads)
        return (
            f"<p>A row of {self.pixels} pixels, and the layers on it.</p><table><thead><tr>{head}"
            f"</tr></thead><tbody>{cells}</tbody></table><p>{text} {EACH_ADDS}</p>"
        )


def _sizes(layers, pixels):
    """Pixels, and values of each layer, or an error that names the layer which does not fit."""
    sizes = [pixels]
    for number, (kernel, stride, dilation, padding) in enumerate(layers, start=1):
        try:
            sizes.append(output_size(sizes[-1], kernel, stride, padding, dilation))
        except ValueError as problem:
            raise ValueError(f"layer {number}: {problem}") from None
    return sizes


def _fitting(layers, pixels):
    """Both, checked; or an error where the layers do not fit on the row."""
    layers = [_layer(*entry) for entry in enumerate(_few(layers), start=1)]
    checked = {"layers": layers, "pixels": _at_most(MOST_ROW, pixels, "pixels")}
    _sizes(**checked)
    return checked


def _few(layers):
    if not is_pair(layers) or not 1 <= len(layers) <= MOST_LAYERS:
        raise ValueError(
            f"layers must be a list of 1 to {MOST_LAYERS} layers in this figure, got {layers!r}"
        )
    return layers


def _layer(number, given):
    """(kernel, stride, dilation, padding), checked."""
    if not is_pair(given) or not 2 <= len(given) <= 4:
        raise ValueError(
            f"layer {number} must be (kernel, stride), with its dilation and padding if they are "
            f'not 1 and "valid"; got {given!r}'
        )
    kernel, stride, dilation, padding = (*given, *(1, "valid")[len(given) - 2 :])
    if padding not in PADDINGS:
        known = " or ".join(f'"{one}"' for one in PADDINGS)
        raise ValueError(
            f"padding of layer {number} must be {known} in this figure, got {padding!r}"
        )
    return (
        _at_most(MOST_KERNEL, kernel, f"kernel of layer {number}"),
        _at_most(MOST_STRIDE, stride, f"stride of layer {number}"),
        _at_most(MOST_DILATION, dilation, f"dilation of layer {number}"),
        padding,
    )


def _whole_pair(at):
    if not is_pair(at) or len(at) != 2:
        raise ValueError(f"at must be a layer and a place in it, got {at!r}")
    return tuple(whole(one, "at", 0) for one in at)


def _at_most(most, value, name):
    value = whole(value, name, 1)
    if value > most:
        raise ValueError(f"{name} must be at most {most} in this figure, got {value}")
    return value
