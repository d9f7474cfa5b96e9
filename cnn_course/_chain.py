"""A Keras model read as layers in a row; every other model is refused.

The list ``model.layers`` does not tell how the layers are connected: two may be added,
one may be called twice, a sum or a division may stand between them.
"""

from cnn_course._keras import import_keras


def chain(model):
    """The layers that a Keras model calls, the first one first.

    A model within the model counts as its layers.

    Parameters
    ----------
    model : keras.Model
        Functional or ``Sequential``, built.

    Returns
    -------
    list of keras.layers.Layer

    Raises
    ------
    ValueError
        Where the model is not one layer after the other, with the name of the place.
    """
    layers = _calls(model)
    for number, layer in enumerate(layers):
        if any(layer is earlier for earlier in layers[:number]):
            raise ValueError(f"{layer.name} is called twice; {_RULE}")
    return layers


_RULE = "only a row of layers, each called once, has a counterpart"


def follows_its_layers(model):
    """Whether a model computes what its layers do as they are connected; its class may not."""
    return _is_kerass(type(model).call)


def kind_of(layer):
    """The name of a layer's class, if it is exactly Keras's; a subclass may compute anything."""
    own = type(layer)
    return own.__name__ if getattr(import_keras().layers, own.__name__, None) is own else None


def _calls(model):
    """The layers in the order of their calls, followed from the model's end to its beginning."""
    keras = import_keras()
    if not _is_kerass(type(model)):
        raise ValueError(
            f"{model.name} is a {type(model).__qualname__}, which may compute anything; "
            f"make it with keras.Sequential or keras.Model(inputs, outputs)"
        )
    if not getattr(model, "inputs", None):
        raise ValueError(
            f"the layers of {model.name} are not connected; begin it with keras.Input(shape)"
        )
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ValueError(
            f"{model.name} has {len(model.inputs)} inputs and {len(model.outputs)} outputs; {_RULE}"
        )
    tensor, calls = model.outputs[0], []
    while tensor is not model.inputs[0]:
        step, number, _ = tensor._keras_history  # what put it out, and in which of its calls
        arguments = step._inbound_nodes[number].arguments
        if not isinstance(step, keras.layers.Layer):
            raise ValueError(
                f"{step.name} is a bare operation, as x + y and keras.ops.relu(x) are; {_RULE}"
            )
        if len(arguments.keras_tensors) != 1 or arguments.kwargs.get("mask") is not None:
            raise ValueError(f"{step.name} is given more than one input; {_RULE}")
        (tensor,) = arguments.keras_tensors
        if isinstance(step, keras.Model):
            calls += reversed(_calls(step))
            if step.inputs[0].dtype != tensor.dtype:
                raise ValueError(
                    f"{step.name} takes {step.inputs[0].dtype} and gets {tensor.dtype}; one dtype "
                    f"throughout has a counterpart"
                )
        else:
            calls.append(step)
    return calls[::-1]


def _is_kerass(thing):
    return thing.__module__.partition(".")[0] == "keras"
